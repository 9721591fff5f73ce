// Preloaded into what talks to the emulator: here the names of the outside lead to this machine.
const dns = require('node:dns');
const http = require('node:http');
const { syncBuiltinESMExports } = require('node:module');

// Not every resolver knows the emulator's own names, and Mindful's need not have an address here.
const isHere = (name) => /\.(localhost|mindful\.cx)$/.test(name);
for (const resolver of [dns, dns.promises]) {
  const { lookup } = resolver;
  resolver.lookup = (name, ...rest) => lookup.call(resolver, isHere(name) ? '127.0.0.1' : name, ...rest);
}
syncBuiltinESMExports();

// The emulator serves every distribution at its own address, and tells them apart by the header Host.
const { fetch } = globalThis;
globalThis.fetch = (target, options = {}) => {
  const { host, pathname, search } = new URL(target);
  if (!/\.cloudfront\.net$/.test(host)) return fetch(target, options);
  const headers = { ...options.headers, host, 'x-forwarded-proto': 'https' };
  return new Promise((resolve, reject) => {
    const request = http.get(`${process.env.AWS_ENDPOINT_URL}${pathname}${search}`, { headers }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode }));
    });
    request.on('error', reject);
  });
};
