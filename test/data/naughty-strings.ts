/** Characters that XML forbids, and some that it allows but many programs don't expect. */
const codePoints = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x22 }, (_, offset) => 0x7f + offset),
  ...[0xa0, 0xad, 0x34f, 0x61c, 0x180e, 0x200b, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066],
  ...[0xd800, 0xd801, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xf8ff, 0xfdd0, 0xfdef, 0xfeff, 0xfff9, 0xfffd, 0xfffe, 0xffff],
];
const astral = [0x1f600, 0x1d7cf, 0x1fffe, 0x1ffff, 0x2fffe, 0xe0001, 0xf0000, 0x10fffe, 0x10ffff];

const alone = codePoints.map((code) => String.fromCharCode(code));
const inside = codePoints.map((code) => `Ann${String.fromCharCode(code)}Lee`);
const beyond = astral.flatMap((code) => [String.fromCodePoint(code), `Ann ${String.fromCodePoint(code)} Lee`]);

const markup = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '</Say>',
    '</Task>',
    '</Response>',
    '<Dial>+19005550100</Dial>',
    '<Hangup/>',
    '<!--',
    '-->',
    ']]>',
  ],
  ...[
    '<![CDATA[',
    '<?xml version="1.0"?>',
    '<!DOCTYPE a>',
    '&lt;',
    '&amp;amp;',
    '&#0;',
    '&#x0;',
    '&#xFFFE;',
    '&#xD800;',
    '&unknown;',
  ],
  ...[
    '"/><Hangup/><a b="',
    "' onload='",
    '</Enqueue><Redirect>https://evil.example.com</Redirect>',
    '<Sip>sip:a@b</Sip>',
  ],
];

const breakers = [
  ...[
    '{}',
    '{"a":1}',
    '"}',
    '","priority":99,"x":"',
    '\\',
    '\\"',
    '\\u0000',
    '\\n',
    '[]',
    'null',
    'true',
    'undefined',
    'NaN',
    '-1',
  ],
  ...['1e308', 'Infinity', '0x10', '00', '1_000', '1,000', '٣', '１２', '½', '²', '∞'],
];

const lines = [
  '\r',
  '\n',
  '\r\n',
  '\n\n',
  'a\r\nb',
  'a\nSet-Cookie: b',
  '\u001b[31mred',
  '\u001b]0;title\u0007',
  '%0d%0a',
  '%0D%0AX: 1',
];

const injections = [
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE',
    '1;exec',
    '$(reboot)',
    '`id`',
    '| cat',
    '; ls',
    '&& ls',
    '../../etc/passwd',
    '..\\..\\x',
  ],
  ...[
    '{{7*7}}',
    '$' + '{7*7}',
    '#{7*7}',
    '<%= 7*7 %>',
    '%s%s%n',
    '%x%d',
    '(()=>{})()',
    'javascript:alert(1)',
    '=1+1',
    '@SUM(A1)',
    '+cmd|x',
  ],
];

const sip = [
  ...[
    'sip:alice@evil.example.com',
    'sips:a@b',
    '<sip:a@b>',
    'tel:+19005550100',
    '+1415555?x-evil=1',
    '+1415555&x-evil=1',
    '+1415555;x=1',
  ],
  ...[
    '+1415555%26x-evil=1',
    '+1415555@evil.example.com',
    '"Ann" <sip:a@b>',
    'anonymous',
    'Anonymous',
    '+266696687',
    '+',
    '+1',
    '#',
    '?',
    ';',
    '@',
  ],
];

const names = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'AccountSid',
    'CallSid',
    'Digits',
    'From',
    'To',
    'Digits1',
  ],
  ...['SipDomain', 'QueueResult', 'SipHeader_x-user-to-user', 'CallStatuscompleted', 'TaskAttributes'],
];

const scripts = [
  ...[
    '田中さん',
    '和製漢語',
    '부락토리',
    'Ω≈ç√∫',
    'ﬁ',
    'Ǆ',
    'İ',
    'ı',
    'ſ',
    'ß',
    'ẞ',
    'Zoë',
    'Zoe\u0308',
    'שלום',
    'مرحبا',
    'ทีนี้',
    'हिन्दी',
    '🏳️‍🌈',
    '👨‍👩‍👧‍👦',
    '🇺🇸',
  ],
  ...[
    '\u0301'.repeat(50),
    'Z͑ͫ̓ͪ̂ͫ̽a̴̵l̵g̸o',
    'ａｂｃ',
    '𝕿𝖍𝖊',
    '⠃⠗',
    '﷽',
    '\u202etxt.exe',
    '\u200b',
    ' ',
    '  ',
    '\t',
    ' leading',
    'trailing ',
    '',
  ],
];

const lengths = [1, 2, 15, 16, 59, 60, 61, 120, 121, 254, 255, 256, 1023, 1024, 1025, 4096, 5000].flatMap((length) => [
  'a'.repeat(length),
  '1'.repeat(length),
  '田'.repeat(length),
  '<'.repeat(Math.min(length, 1000)),
]);

/** The same things doubled, in case somebody cleans only the first. */
const doubled = [...markup, ...lines, ...injections, ...sip].map((text) => `${text}${text}`);
const mixed = [...markup, ...breakers, ...sip].map((text) => `Ann ${text} Lee`);

/** Strings that have broken programs before, by kind. */
export const naughtyStrings: readonly string[] = [
  ...new Set([
    ...[...alone, ...inside, ...beyond, ...markup, ...breakers, ...lines, ...injections, ...sip, ...names, ...scripts],
    ...[...lengths, ...doubled, ...mixed],
  ]),
];
