import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installPackedApp, runAlone } from '../support/packed-app.ts';

/*
 * The package as somebody gets it: packed, installed into a folder that knows nothing of this one, and used by the example app.
 * `npm run test:deploy` deploys that app.
 */

const LIMIT_BYTES = 2 * 1024 * 1024;
const tools = (name: string) => resolve(import.meta.dirname, '../../node_modules/.bin', name);

const into = mkdtempSync(join(tmpdir(), 'package-'));
try {
  const { folder: app, tarball } = installPackedApp(into);
  assert.ok(tarball.bytes <= LIMIT_BYTES, `${tarball.bytes} bytes`);
  console.log(`${tarball.name}: ${tarball.files} files, ${tarball.bytes} bytes`);
  console.log('installed beside aws-cdk-lib and constructs alone');

  runAlone(app, tools('tsc'), '--noEmit', '--allowJs', '--strict', '--module', 'nodenext', '--skipLibCheck', 'app.mjs');
  runAlone(app, 'node', '-e', "require('flex-mindful-callback').CallbackService.name");
  console.log('its types hold, and CommonJS finds it as well');

  runAlone(app, tools('cdk'), 'synth', '--quiet');
  const { Resources } = JSON.parse(readFileSync(join(app, 'cdk.out/contact-centre.template.json'), 'utf8'));
  const types = Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  assert.equal(types.filter((type) => type === 'AWS::SNS::Topic').length, 1, 'alarms go to the topic of the app');
  for (const type of ['AWS::DynamoDB::GlobalTable', 'Custom::TwilioAccount', 'AWS::CloudFront::Distribution'])
    assert.ok(types.includes(type), type);
  console.log(`synthesised: ${types.length} resources`);
} finally {
  rmSync(into, { recursive: true, force: true });
}
