import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LocalAuthority {
  /** For NODE_EXTRA_CA_CERTS. */
  caFile: string;
  key: Buffer;
  cert: Buffer;
}

/** A certificate for `localhost` by an authority of this run, of the kind that AWS's services have: RSA with 2048 bits. */
export function makeAuthority(folder: string): LocalAuthority {
  const file = (name: string) => join(folder, name);
  const openssl = (...options: string[]) => execFileSync('openssl', options, { stdio: 'pipe' });
  const newKey = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(name)];
  openssl('req', '-x509', ...newKey('ca.key'), '-out', file('ca.pem'), '-days', '2', '-subj', '/CN=bench');
  openssl('req', ...newKey('server.key'), '-out', file('server.csr'), '-subj', '/CN=localhost');
  const names = '-addext';
  openssl(
    ...['req', '-x509', '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-key', file('server.key'), '-days', '2'],
    ...['-subj', '/CN=localhost', names, 'subjectAltName=DNS:localhost', '-out', file('server.pem')],
  );
  return { caFile: file('ca.pem'), key: readFileSync(file('server.key')), cert: readFileSync(file('server.pem')) };
}
