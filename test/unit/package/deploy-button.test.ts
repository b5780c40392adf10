import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deployButton } from '../../../scripts/package/deploy-button.ts';

test('the button hands the portal the template of the tag, and names the package of the same', () => {
  const button = deployButton('contoso/sendasapp', 'v1.2.3');
  const [, link = ''] = /\]\((https:\/\/portal\.azure\.com\/[^)]*)\)/.exec(button) ?? [];
  // What follows /uri/ is one segment: the portal takes the rest as its own address.
  const [, template = ''] = /^#create\/Microsoft\.Template\/uri\/([^/]*)$/.exec(new URL(link).hash) ?? [];
  assert.equal(
    decodeURIComponent(template),
    'https://raw.githubusercontent.com/contoso/sendasapp/v1.2.3/infra/azuredeploy.json',
  );
  assert.match(
    button,
    /`https:\/\/github\.com\/contoso\/sendasapp\/releases\/download\/v1\.2\.3\/released-package\.zip`/,
  );
});
