import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { consolePage } from '../../../../local/console/server/page.ts';

const MOST_BYTES = 150_000;

describe("the console's page", () => {
  const page = consolePage();
  const files = new Map<string, string>();

  async function take(name: string): Promise<void> {
    if (files.has(name)) return;
    const answer = await page.request(`/${name}`);
    expect([name, answer.status]).toEqual([name, 200]);
    files.set(name, await answer.text());
    const named = name.endsWith('.html') ? [...(files.get(name) ?? '').matchAll(/(?:src|href)="\/?([\w.-]+)"/g)] : [];
    for (const [, other = ''] of named) await take(other);
  }

  beforeAll(() => take('index.html'));

  it('comes with everything that it needs in 150 KB', () => {
    expect([...files.keys()].sort()).toEqual(['console.css', 'console.js', 'favicon.svg', 'index.html']);
    const bytes = [...files.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('is compressed for a browser that says so', async () => {
    const answer = await page.request('/console.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('asks nothing of any other machine', () => {
    const elsewhere = [...files.values()]
      .join('')
      .match(/(?:src|href)="(?:https?:)?\/\/[^"]*|@import|url\(["']?https?:/g);
    expect(elsewhere).toBeNull();
  });
});
