// A front end of another origin, with the real client libraries in it, and what people do on its pages.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';

export interface FrontEnd {
  /** By the name that the stand-in has, too: cookies of one site. */
  origin: string;
  close(): void;
}

/** What clients open in frames of their own has to tell the page around it. */
const PAGE = `<!doctype html><title>front end</title><script src="/client.js"></script><script>
if (location.pathname === '/sso') parent.postMessage(location.href, location.origin);
if (location.pathname === '/silent') client.manager('').signinSilentCallback();
</script>`;

/** Packs a module for browsers; what it exports is `window.client`. */
async function packed(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'client',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** @param entry a module whose exports every page of the front end has as `client` */
export async function frontEnd(entry: string): Promise<FrontEnd> {
  const script = await packed(entry);
  const server = createServer((req, res) => {
    if (req.url === '/client.js') return res.setHeader('Content-Type', 'text/javascript').end(script);
    return res.setHeader('Content-Type', 'text/html').end(PAGE);
  });
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Clicks on a user's card, and comes back to the front end. */
export async function clickUser(page: Page, name: string, origin: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`${origin}/**`);
}
