import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string | string[] }>;
}

export interface Substitutes {
  /** Serves the fallback documents in place of CloudFront. */
  fallbackOrigin: string;
  /** Serves every Twilio host. */
  twilioOrigin: string;
}

/** The emulator knows neither functions at CloudFront's edge nor saved queries of logs. */
const NOT_EMULATED = /^AWS::(CloudFront::|Logs::QueryDefinition$)/;

/**
 * Takes out of the synthesized stack what the emulator cannot make and puts the simulated Twilio in the place of the real one. Everything else is deployed as it is.
 */
export function adaptTemplate(assembly: string, { fallbackOrigin, twilioOrigin }: Substitutes): void {
  const [file] = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  if (!file) throw new Error(`${assembly} holds no template`);
  const path = join(assembly, file);
  const template: Template = JSON.parse(readFileSync(path, 'utf8'));
  const gone = Object.keys(template.Resources).filter((id) => NOT_EMULATED.test(template.Resources[id]?.Type ?? ''));
  for (const id of gone) delete template.Resources[id];
  for (const resource of Object.values(template.Resources)) {
    const dependencies = [resource.DependsOn ?? []].flat().filter((id) => !gone.includes(id));
    if (resource.DependsOn) resource.DependsOn = dependencies;
  }
  const text = JSON.stringify(template)
    .replaceAll('https://taskrouter.twilio.com', twilioOrigin)
    .replace(
      /\{"Fn::Join":\["",\["https:\/\/",\{"Fn::GetAtt":\["\w+","DomainName"\]\}\]\]\}/g,
      JSON.stringify(fallbackOrigin),
    );
  if (text.includes('"DomainName"')) throw new Error('something else refers to the distribution');
  writeFileSync(path, text);
}
