// Preloaded into what talks to the emulator: its API names end in .localhost, which not every resolver knows.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(/\.localhost$/.test(name) ? '127.0.0.1' : name, ...rest);
