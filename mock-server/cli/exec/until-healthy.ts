import { get } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 50;

/** The stand-in does not say that it is well; the message says what it says. */
export class NeverHealthy extends Error {
  override readonly name = 'NeverHealthy';
}

/**
 * Asks a stand-in whether it is well, until it is.
 * @param url without a slash at the end
 * @param patience in milliseconds
 * @throws NeverHealthy
 */
export async function untilHealthy(url: string, patience = PATIENCE_MS): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await healthOf(url).catch((error: Error) => error.message);
    if (answer === 'ok') return;
    if (performance.now() > deadline) {
      const advice = 'A firewall, or a limit on open files, may be in the way.';
      throw new NeverHealthy(`${url} does not get ready in ${patience / 1000} s: ${answer}. ${advice}`);
    }
    await later(PAUSE_MS);
  }
}

/** `ok`, or what is said instead. Not by `fetch`, which may be told to go through a proxy. */
function healthOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/__admin/health`, { agent: false, timeout: 1000 }, async (response) => {
      const chunks = await response.toArray().catch(reject);
      const text = Buffer.concat(chunks ?? []).toString();
      resolve(response.statusCode === 200 && isWell(text) ? 'ok' : `${response.statusCode} ${text}`.trim());
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('it does not answer')));
  });
}

function isWell(text: string): boolean {
  try {
    return JSON.parse(text).status === 'ok';
  } catch {
    return false;
  }
}
