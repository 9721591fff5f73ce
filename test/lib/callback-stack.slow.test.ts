import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { checkConfiguration } from '../../config/read-configuration.ts';
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

  it('takes 300 queues of the longest names, as many as a configuration may have; one more is refused with the reason', () => {
    const [queue] = exampleConfiguration.queues;
    if (!queue) throw new Error('no queue');
    const queuesOf = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const name = `queue-${String(index).padStart(26, '0')}`;
        const users = { id: name, returnSipUser: `return-${name}`, chooseHoldSipUser: `hold-${name}` };
        return {
          ...queue,
          name,
          numbers: [`+1415555${1000 + index}`],
          returnNumbers: [],
          callTarget: { ...queue.callTarget, ...users },
        };
      });
    const reading = checkConfiguration({ ...exampleConfiguration, queues: queuesOf(300), defaultQueue: undefined });
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    const { templateFullPath, template } = artifactOf(reading.configuration);
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
    expect(statSync(templateFullPath).size).toBeLessThan(1_000_000);
    const tooMany = checkConfiguration({ ...exampleConfiguration, queues: queuesOf(301), defaultQueue: undefined });
    expect(tooMany).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^queues .*at most 300, because CloudFormation takes 1 MB/)],
    });
  });
});
