import { setTimeout as sleep } from 'node:timers/promises';
import type { Outgoing } from '../../reader/calls/outgoing-request.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';

/** The target does not answer, or is not ready. */
export class TargetUnreachable extends Error {
  override readonly name = 'TargetUnreachable';
}

const PAUSE_MS = 200;
/** Failures after which a server may just be starting. */
const STARTING = new Set(['ECONNREFUSED', 'ECONNRESET', 'TIMEOUT']);
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/;

/**
 * Waits until the target answers.
 * @param health a path that answers 2xx once it is ready; without it every answer will do
 * @param patience milliseconds
 * @throws TargetUnreachable with the reason
 */
export async function reach(
  url: string,
  send: (outgoing: Outgoing) => Promise<Incoming>,
  {
    health,
    patience,
    signal,
  }: { health?: string | undefined; patience: number; signal?: AbortSignal | undefined },
): Promise<void> {
  const probe = {
    method: 'GET',
    url: `${url.replace(/\/+$/, '')}${health ?? '/'}`,
    headers: { accept: '*/*' },
  };
  const until = Date.now() + patience;
  for (;;) {
    const reason = await whyNot(probe, send, health !== undefined);
    if (reason === undefined) return;
    if (!reason.maybeLater || Date.now() + PAUSE_MS > until)
      throw new TargetUnreachable(`${url}: ${reason.text}`);
    await sleep(PAUSE_MS, undefined, signal && { signal });
  }
}

async function whyNot(
  probe: Outgoing,
  send: (outgoing: Outgoing) => Promise<Incoming>,
  healthy: boolean,
): Promise<{ text: string; maybeLater: boolean } | undefined> {
  try {
    const { status } = await send(probe);
    if (!healthy || (status >= 200 && status < 300)) return undefined;
    return { text: `not healthy: ${new URL(probe.url).pathname} answered ${status}`, maybeLater: true };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { code, message } = error;
    if (TLS.test(code)) return { text: `TLS: ${message} (${code})`, maybeLater: false };
    return { text: `unreachable: ${message}`, maybeLater: STARTING.has(code) };
  }
}
