import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { callbackStack, cdkContext, exampleConfiguration, exampleWith } from './synthesized-stack.ts';

/** What `cdk deploy` is told about the stack beside its template. */
function artifactOf(configuration = exampleConfiguration) {
  const app = new App({ context: cdkContext });
  callbackStack(app, configuration);
  return app.synth().getStackByName('callback-example');
}

describe('the stack', () => {
  it('is tagged with the application and the stage, and CloudFormation tags what is in it likewise', () =>
    expect(artifactOf().tags).toEqual({ application: 'callback', stage: 'example' }));

  it('has the tags and the protection from deletion that the configuration asks for', () => {
    const artifact = artifactOf(exampleWith({ terminationProtection: true, tags: { 'cost-centre': '4711' } }));
    expect(artifact.tags).toEqual({ application: 'callback', stage: 'example', 'cost-centre': '4711' });
    expect(artifact.terminationProtection).toBe(true);
    expect(artifactOf().terminationProtection).not.toBe(true);
  });

  it('is made with every feature flag that this version of CDK recommends: a later one could replace what callers use', () => {
    const recommended = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
    expect(cdkContext).toMatchObject(recommended);
  });
});
