import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BuildOptions, build as esbuild } from 'esbuild';

interface Asset {
  type: string;
  body: Buffer;
  gzip: Buffer;
  brotli: Buffer;
}

const APP = join(import.meta.dirname, '../app');

/** The console's page: built when it is asked for first, kept in memory, everything from this machine. */
export class ConsolePage {
  #assets: Promise<ReadonlyMap<string, Asset>> | undefined;

  /** Whether the path is one of the page's. */
  owns(path: string): boolean {
    return paths.has(path);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    this.#assets ??= buildAssets();
    const asset = (await this.#assets).get(pathOf(request));
    if (!asset) return void response.writeHead(404).end();
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const [encoding, body] = accepted.includes('br')
      ? ['br', asset.brotli]
      : accepted.includes('gzip')
        ? ['gzip', asset.gzip]
        : [undefined, asset.body];
    response.writeHead(200, {
      'content-type': asset.type,
      'content-length': body?.length,
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    });
    response.end(body);
  }
}

const paths = new Set(['/', '/console.js', '/console.css', '/favicon.svg']);

export function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0] ?? '/';
}

const buildOptions = {
  absWorkingDir: APP,
  entryPoints: { console: 'main.tsx' },
  outdir: 'out',
  bundle: true,
  platform: 'browser',
  format: 'esm',
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  legalComments: 'none',
  loader: { '.svg': 'text', '.html': 'text' },
  write: false,
  logLevel: 'error',
} as const satisfies BuildOptions;

async function buildAssets(): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await esbuild(buildOptions);
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return new Map([
    ['/', asset('text/html; charset=utf-8', html)],
    ['/console.js', asset('text/javascript; charset=utf-8', textOf('.js'))],
    ['/console.css', asset('text/css; charset=utf-8', textOf('.css'))],
    ['/favicon.svg', asset('image/svg+xml', favicon)],
  ]);
}

function asset(type: string, text: string): Asset {
  const body = Buffer.from(text);
  return { type, body, gzip: gzipSync(body), brotli: brotliCompressSync(body) };
}

const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f6b63"/><path d="M9 17a7 7 0 1 1 3 5.8M9 17l-2.6-2.6M9 17l3-2.2" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>';

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Local contact centre</title>
    <link rel="icon" href="/favicon.svg">
    <link rel="stylesheet" href="/console.css">
  </head>
  <body>
    <div id="app"></div>
    <noscript>The console needs JavaScript. The same things can be done over the control API: see docs/local.md.</noscript>
    <script type="module" src="/console.js"></script>
  </body>
</html>
`;
