/**
 * Markdown: the button that opens the compiled template of a tag in the Azure portal, and the address of the tag's package,
 * which the portal asks for (`packageUri`). The portal reads the template from the browser, so it comes from
 * raw.githubusercontent.com, which lets every page read; a release's own files cannot be read that way.
 */
export function deployButton(repository: string, tag: string): string {
  const template = `https://raw.githubusercontent.com/${repository}/${tag}/infra/azuredeploy.json`;
  const portal = `https://portal.azure.com/#create/Microsoft.Template/uri/${encodeURIComponent(template)}`;
  return [
    `[![Deploy to Azure](https://aka.ms/deploytoazurebutton)](${portal})`,
    '',
    'Into `packageUri` goes the address of this release:',
    `\`https://github.com/${repository}/releases/download/${tag}/released-package.zip\``,
    '',
  ].join('\n');
}
