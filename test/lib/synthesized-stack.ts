import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readConfiguration } from '../../config/read-configuration.ts';
import type { Configuration } from '../../config/schema.ts';
import { acknowledgeFindings } from '../../lib/acknowledged-findings.ts';
import { CallbackStack } from '../../lib/callback-stack.ts';
import { bundleNames } from '../../lib/function-settings.ts';
import { checkInfrastructure } from '../../lib/infrastructure-checks.ts';

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  DependsOn?: string[];
}

/** What the command line takes from cdk.json. */
export const cdkContext: Record<string, unknown> = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../cdk.json'), 'utf8'),
).context;

const reading = readConfiguration(resolve(import.meta.dirname, '../../config/example.json'));
if (!reading.ok) throw new Error(reading.problems.join('\n'));
export const exampleConfiguration = reading.configuration;

const scratch = mkdtempSync(join(tmpdir(), 'synthesized-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** An app with the context that the command line takes from cdk.json, and with the project's checks. */
export function checkedApp(): App {
  const app = new App({ context: cdkContext, outdir: mkdtempSync(join(scratch, 'assembly-')) });
  checkInfrastructure(app);
  return app;
}

/** Building the real ones would tell nothing about a template. */
export function placeholderBundles(): string {
  const bundles = mkdtempSync(join(scratch, 'bundles-'));
  for (const name of bundleNames) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, 'index.mjs'), `export const handler = () => '${name}';`);
  }
  return bundles;
}

/** The stack over placeholder bundles. */
export function callbackStack(app: App, configuration = exampleConfiguration): CallbackStack {
  return new CallbackStack(app, { stage: 'example', configuration, bundles: placeholderBundles() });
}

/** The template that `cdk deploy` would send; throws when a check finds something. */
export function synthesizedTemplate(configuration = exampleConfiguration): Template {
  const stack = callbackStack(checkedApp(), configuration);
  acknowledgeFindings(stack.service);
  return Template.fromStack(stack);
}

/** The example with other settings of the stack. */
export function exampleWith(stack: Partial<Configuration['stack']>): Configuration {
  return { ...exampleConfiguration, stack: { ...exampleConfiguration.stack, ...stack } };
}

export function resourcesOf(template: Template, type: string): [logicalId: string, resource: Resource][] {
  return Object.entries(template.findResources(type)) as [string, Resource][];
}

/** The only resource of its type that satisfies the condition. */
export function onlyResource(
  template: Template,
  type: string,
  condition: (resource: Resource) => boolean = () => true,
): [logicalId: string, resource: Resource] {
  const [found, ...others] = resourcesOf(template, type).filter(([, resource]) => condition(resource));
  if (!found || others.length > 0) throw new Error(`expected one ${type}, found ${found ? 1 + others.length : 'none'}`);
  return found;
}

/** A function, known by the log group it writes to. */
export function functionNamed(template: Template, name: string): [logicalId: string, resource: Resource] {
  const logGroupName = `/aws/lambda/callback-example-${name}`;
  const [logGroupId] = onlyResource(
    template,
    'AWS::Logs::LogGroup',
    ({ Properties }) => Properties['LogGroupName'] === logGroupName,
  );
  return onlyResource(template, 'AWS::Lambda::Function', ({ Properties }) =>
    JSON.stringify(Properties['LoggingConfig']).includes(`{"Ref":"${logGroupId}"}`),
  );
}

/** `X` of `{"Fn::GetAtt": ["X", ...]}`. */
export function logicalIdOf(reference: unknown): string | undefined {
  return (reference as { 'Fn::GetAtt'?: [string, string] })['Fn::GetAtt']?.[0];
}

export interface RouteTarget {
  key: string;
  functionName: string;
}

/** Every route of the template and the function that it really leads to, by the alias that its integration calls. */
export function routeTargets(template: Template): RouteTarget[] {
  const functionNames = new Map(bundleNames.map((name) => [functionNamed(template, name)[0], name]));
  return resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
    const [integrationId] = /(?<={"Ref":")\w+/.exec(JSON.stringify(Properties['Target'])) ?? [];
    const integration = template.findResources('AWS::ApiGatewayV2::Integration')[integrationId ?? ''];
    const alias = template.findResources('AWS::Lambda::Alias')[integration?.['Properties']['IntegrationUri']['Ref']];
    const functionId: string = alias?.['Properties']['FunctionName']['Ref'];
    return { key: String(Properties['RouteKey']), functionName: functionNames.get(functionId) ?? 'none' };
  });
}
