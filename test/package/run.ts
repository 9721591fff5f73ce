import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/*
 * The package as somebody gets it: packed, installed into a folder that knows nothing of this one, and used by the example app.
 */

const PROJECT = resolve(import.meta.dirname, '../..');
const LIMIT_BYTES = 2 * 1024 * 1024;
const tools = (name: string) => join(PROJECT, 'node_modules/.bin', name);

function run(cwd: string, command: string, ...args: string[]): string {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

const folder = mkdtempSync(join(tmpdir(), 'package-'));
try {
  const { peerDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const peers = Object.entries(peerDependencies).map(([name, range]) => `${name}@${range}`);
  const [packed] = JSON.parse(run(PROJECT, 'npm', 'pack', '--json', '--silent', '--pack-destination', folder));
  const tarball = join(folder, packed.filename);
  const bytes = statSync(tarball).size;
  assert.ok(bytes <= LIMIT_BYTES, `${bytes} bytes`);
  console.log(`${packed.filename}: ${packed.files.length} files, ${bytes} bytes`);

  const app = join(folder, 'app');
  cpSync(join(PROJECT, 'examples/existing-app'), app, { recursive: true });
  run(app, 'npm', 'install', '--no-audit', '--no-fund', '--silent', tarball, ...peers);
  console.log('installed beside aws-cdk-lib and constructs alone');

  run(app, tools('tsc'), '--noEmit', '--allowJs', '--strict', '--module', 'nodenext', '--skipLibCheck', 'app.mjs');
  run(app, 'node', '-e', "require('flex-mindful-callback').CallbackService.name");
  console.log('its types hold, and CommonJS finds it as well');

  run(app, tools('cdk'), 'synth', '--quiet');
  const { Resources } = JSON.parse(readFileSync(join(app, 'cdk.out/contact-centre.template.json'), 'utf8'));
  const types = Object.values(Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  assert.equal(types.filter((type) => type === 'AWS::SNS::Topic').length, 1, 'alarms go to the topic of the app');
  for (const type of ['AWS::DynamoDB::GlobalTable', 'Custom::TwilioAccount', 'AWS::CloudFront::Distribution'])
    assert.ok(types.includes(type), type);
  console.log(`synthesised: ${types.length} resources`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
