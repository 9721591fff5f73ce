import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The typings are the only complete list of what `<Say>` can speak that Twilio publishes in a package. */
const typings = readFileSync(
  createRequire(import.meta.url)
    .resolve('twilio/lib/twiml/VoiceResponse')
    .replace(/\.js$/, '.d.ts'),
  'utf8',
);

export const sayVoices = unionMembers('SayVoice');
export const sayLanguages = unionMembers('SayLanguage');

function unionMembers(typeName: string): readonly string[] {
  const declaration = typings.match(new RegExp(`type ${typeName} = ([^;]+);`))?.[1];
  if (!declaration)
    throw new Error(`the twilio package no longer declares the type ${typeName}: look for its successor`);
  return [...declaration.matchAll(/"([^"]+)"/g)].map(([, member = '']) => member);
}
