// Jest's TypeScript transform: esbuild already bundles the Lambdas, so one compiler serves both.
const { createHash } = require('node:crypto');
const { transformSync } = require('esbuild');

/** The oldest Node that the project supports; it reads the attributes of JSON imports. */
const target = 'node20.20';

exports.process = (source, sourcefile, { supportsStaticESM }) =>
  transformSync(source, {
    loader: 'ts',
    format: supportsStaticESM ? 'esm' : 'cjs',
    target,
    sourcemap: 'inline',
    sourcefile,
  });

exports.getCacheKey = (source, path, { supportsStaticESM, configString }) =>
  createHash('sha1').update([source, path, supportsStaticESM, configString, target].join('\0')).digest('hex');
