import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { elementRules, verbsAllowed, verbsNotSimulated } from '../../../local/twilio/twiml-grammar.ts';

const typings = readFileSync(
  createRequire(import.meta.url)
    .resolve('twilio/lib/twiml/VoiceResponse')
    .replace(/\.js$/, '.d.ts'),
  'utf8',
);

/** Name and type of each attribute that the twilio package offers for an element. */
function packageAttributes(element: string): Map<string, string> {
  const body = typings.match(new RegExp(`interface ${element}Attributes \\{([^}]*)\\}`))?.[1] ?? '';
  return new Map([...body.matchAll(/^\s+(\w+)\?: ([^;]+);/gm)].map(([, name = '', type = '']) => [name, type]));
}

/** Names of the elements that the twilio package lets one put into an element. */
function packageChildren(className: string): string[] {
  const from = typings.indexOf(`class ${className} extends TwiML {`);
  const body = typings.slice(
    from,
    typings.indexOf(className === 'VoiceResponse' ? 'declare namespace' : '\n    }\n', from),
  );
  const methods = [...body.matchAll(/^ +(\w+)\(/gm)].map(([, name = '']) => name);
  const elements = methods.filter((name) => name !== 'constructor' && !name.startsWith('comment'));
  return [...new Set(elements.map((name) => name.charAt(0).toUpperCase() + name.slice(1)))];
}

function unionMembers(type: string): string[] {
  const declared = typings.match(new RegExp(`type ${type.replace('[]', '')} = ([^;]+);`))?.[1] ?? '';
  return [...declared.matchAll(/"([^"]+)"/g)].map(([, member = '']) => member);
}

describe('the TwiML grammar', () => {
  it.each(Object.keys(elementRules))('knows every attribute that the twilio package has for <%s>', (element) => {
    const rule = elementRules[element];
    const known = [...Object.keys(rule?.attributes ?? {}), ...(rule?.notSimulated ?? [])];
    expect(known.sort()).toEqual([...packageAttributes(element).keys()].sort());
  });

  const attributes = Object.entries(elementRules).flatMap(([element, rule]) =>
    Object.entries(rule.attributes).map(([name, value]) => ({ element, name, rule: value })),
  );

  it.each(attributes)('gives <$element $name> the type that the twilio package has', ({ element, name, rule }) => {
    const type = packageAttributes(element).get(name) ?? '';
    const expected = { integer: 'number', boolean: 'boolean', text: 'string', url: 'string' };
    if (rule.kind === 'one-of' || rule.kind === 'list-of') expect(type).not.toMatch(/^(number|boolean)$/);
    else expect(type).toBe(expected[rule.kind]);
  });

  it.each([
    ['Say', 'voice'],
    ['Say', 'language'],
    ['Gather', 'input'],
    ['Sip', 'statusCallbackEvent'],
    ['Reject', 'reason'],
  ])('allows only values that the twilio package has for <%s %s>', (element, name) => {
    const rule = elementRules[element]?.attributes[name];
    const values = rule && 'values' in rule ? rule.values : [];
    const members = unionMembers(packageAttributes(element).get(name) ?? '');
    expect(values.length).toBeGreaterThan(0);
    expect(members).toEqual(expect.arrayContaining([...values]));
  });

  it('speaks in every voice and language of the package', () => {
    expect(elementRules['Say']?.attributes['voice']).toEqual({ kind: 'one-of', values: unionMembers('SayVoice') });
    expect(elementRules['Say']?.attributes['language']).toEqual({
      kind: 'one-of',
      values: unionMembers('SayLanguage'),
    });
  });

  it.each(['Gather', 'Enqueue', 'Dial', 'Sip'])('puts into <%s> only what the twilio package puts there', (element) => {
    expect(packageChildren(element)).toEqual(expect.arrayContaining([...(elementRules[element]?.children ?? [])]));
  });

  it('accounts for every verb of the twilio package, carried out or not', () => {
    const known = new Set([...verbsAllowed.call, ...verbsAllowed.queue, ...verbsNotSimulated]);
    expect([...known].sort()).toEqual(packageChildren('VoiceResponse').sort());
  });

  it('lets a waiting caller neither dial, enqueue, reject nor record', () => {
    expect([...verbsAllowed.queue].sort()).toEqual(['Gather', 'Hangup', 'Leave', 'Pause', 'Play', 'Redirect', 'Say']);
  });
});
