import { basename, join } from 'node:path';
import { build as esbuild } from 'esbuild';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { serveStatic } from 'hono/serve-static';

const headers = {
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
};

/** The console's page: built when it is asked for first, kept in memory, everything from this machine. */
export function consolePage(): Hono {
  let files: Promise<ReadonlyMap<string, string>> | undefined;
  const page = new Hono();
  page.get(
    '*',
    compress(),
    serveStatic({
      isDir: (path) => path === '.',
      getContent: async (path) => {
        files ??= buildFiles();
        return (await files).get(path) ?? null;
      },
      onFound: (_, c) => {
        for (const [name, value] of Object.entries(headers)) c.header(name, value);
      },
    }),
  );
  return page;
}

async function buildFiles() {
  const { outputFiles } = await esbuild({
    absWorkingDir: join(import.meta.dirname, '../app'),
    entryPoints: { console: 'main.tsx', index: 'index.html', favicon: 'favicon.svg' },
    outdir: 'out',
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    loader: { '.svg': 'copy', '.html': 'copy' },
    write: false,
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}
