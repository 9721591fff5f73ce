import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const PROJECT = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(resolve(PROJECT, 'package.json'), 'utf8'));

const pages = [
  ...readdirSync(PROJECT, { encoding: 'utf8' }),
  ...readdirSync(resolve(PROJECT, 'docs'), { encoding: 'utf8', recursive: true }).map((file) => `docs/${file}`),
  'test/data/builds/README.md',
].filter((file) => file.endsWith('.md'));

const read = (file: string) => readFileSync(resolve(PROJECT, file), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** As GitHub makes them of headings. */
const anchors = (page: string) =>
  all(read(page), /^#+ (.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

/** Places of this repository, as the pages write them in code spans; what a command makes is not there yet. */
const path = /`((?:\.ci|\.github|bench|bin|config|docs|lambdas|lib|local|test)\/[^\s`*{}]*)`/g;
const isMade = (place: string) => place === 'config/prod.json' || place === 'config/my-company.json';

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links to pages and headings that exist', () => {
    const broken = all(text, /\]\((?!https?:)([^)\s]+)\)/g).filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : resolve(PROJECT, dirname(page), file);
      return !existsSync(resolve(PROJECT, target)) || (anchor !== undefined && !anchors(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names files and folders that exist', () => {
    expect(all(text, path).filter((place) => !isMade(place) && !existsSync(resolve(PROJECT, place)))).toEqual([]);
  });

  it('names scripts that exist', () => {
    expect(all(text, /npm run ([\w:-]+)/g).filter((script) => !(script in scripts))).toEqual([]);
  });
});
