// Jest's TypeScript transform: esbuild already bundles the Lambdas, so one compiler serves both.
const { createHash } = require('node:crypto');
const { transformSync } = require('esbuild');

exports.process = (source, sourcefile, { supportsStaticESM }) =>
  transformSync(source, {
    loader: 'ts',
    format: supportsStaticESM ? 'esm' : 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    sourcefile,
  });

exports.getCacheKey = (source, path, { supportsStaticESM, configString }) =>
  createHash('sha1').update([source, path, supportsStaticESM, configString].join('\0')).digest('hex');
