/**
 * The one script of the pages: buttons that copy a command as it stands. Without it they stay hidden and nothing else is
 * missing. Where the clipboard is closed (no https), the command is selected instead.
 */
export const script = `
for (const button of document.querySelectorAll('button[data-copy]')) {
  const command = button.closest('.command').querySelector('code');
  const label = button.querySelector('[data-label]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    let done = 'Copied';
    try {
      await navigator.clipboard.writeText(command.textContent);
    } catch {
      getSelection().selectAllChildren(command);
      done = 'Selected: copy it with Ctrl+C';
    }
    label.textContent = done;
    document.getElementById('copied').textContent = button.textContent;
    setTimeout(() => { label.textContent = 'Copy'; }, 2000);
  });
}
`;
