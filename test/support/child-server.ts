import { createServer } from 'node:http';
import { close, listen } from '../../local/world/loopback-server.ts';

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await close(server);
  return port;
}

/** Resolves when a server that was just started answers anything; rejects if it does not within 30 s. */
export async function answering(origin: string): Promise<void> {
  for (let attempt = 1; attempt <= 150; attempt += 1) {
    const answers = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${origin} did not answer within 30 s`);
}
