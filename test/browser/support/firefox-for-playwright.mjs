#!/usr/bin/env node
// Playwright takes this for Firefox. It starts the real one with the arguments that it was given and passes on the messages
// of WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), but for two that Playwright 1.65 gets wrong with Firefox ESR 153.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

const firefox = spawn(process.env.FIREFOX, process.argv.slice(2), { stdio: ['inherit', 'inherit', 'pipe'] });
firefox.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => firefox.kill(signal));

createInterface(firefox.stderr).on('line', (line) => {
  const address = /^WebDriver BiDi listening on (ws:.*)$/.exec(line)?.[1];
  if (address) passOn(address);
  else console.error(line);
});

function passOn(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.once('listening', () => {
    console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`);
  });
  server.on('connection', (playwright, { url }) => {
    const session = new WebSocket(`${address}${url}`);
    const opened = new Promise((resolve) => session.once('open', resolve));
    playwright.on('message', async (text) => {
      const command = JSON.parse(text);
      await opened;
      if (command.method === 'emulation.setMediaFeaturesOverride') {
        // Always sent, and unknown to this Firefox. The colour scheme is a preference instead: see firefox.ts.
        playwright.send(JSON.stringify({ type: 'success', id: command.id, result: {} }));
      } else {
        if (command.method === 'browsingContext.print') inCentimetres(command.params.page);
        session.send(JSON.stringify(command));
      }
    });
    session.on('message', (text) => playwright.send(String(text)));
    session.once('close', () => playwright.close());
    playwright.once('close', () => session.close());
  });
}

/** Playwright sends the size of the paper in inches. */
function inCentimetres(page) {
  page.width *= 2.54;
  page.height *= 2.54;
}
