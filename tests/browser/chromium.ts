// A real browser, from a package, and a page of another origin than the server's.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The package's own arguments turn CORS off, of all things. */
const SAFE = chromium.args.filter(
  (argument) => !/^--(disable-web-security|disable-site-isolation|allow-running)/.test(argument),
);

export async function launched(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', ...SAFE],
    headless: true,
  });
}

export interface Site {
  /** Its origin, by a name that is not the server's. */
  origin: string;
  close(): void;
}

/** A web site with one empty page. */
export async function emptySite(): Promise<Site> {
  const server = createServer((_, res) =>
    res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>a front end</title>'),
  );
  await once(server.listen(0), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
