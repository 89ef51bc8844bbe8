import { setTimeout as sleep } from 'node:timers/promises';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { speaksHttp2 } from './speaks-http2.ts';

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

const HTTP2_ONLY = {
  text: 'it speaks HTTP/2 only; let it answer HTTP/1.1 as well, or give the address of a proxy before it that does',
  maybeLater: false,
};
/** What a client of HTTP/1.1 meets where another protocol is spoken. */
const ANOTHER_PROTOCOL = /^(HPE_|ECONNRESET|EPROTO|ERR_SSL|ERR_HTTP)/;

function tlsAdvice(code: string): string {
  if (/EXPIRED/.test(code)) return ': its certificate has expired';
  if (/ALTNAME/.test(code)) return ': its certificate is for another name';
  if (/SELF_SIGNED|UNABLE_TO|DEPTH_ZERO|CERT_/.test(code))
    return ': NODE_EXTRA_CA_CERTS=FILE names the certificate of who signed it';
  return '; does it speak HTTPS at all?';
}

async function whyNot(
  probe: Outgoing,
  send: (outgoing: Outgoing) => Promise<Incoming>,
  healthy: boolean,
): Promise<{ text: string; maybeLater: boolean } | undefined> {
  try {
    const { status, body } = await send(probe);
    if (status >= 400 && /\bh2\b|HTTP\/2/.test(body) && (await speaksHttp2(probe.url))) return HTTP2_ONLY;
    if (!healthy || (status >= 200 && status < 300)) return undefined;
    return { text: `not healthy: ${new URL(probe.url).pathname} answered ${status}`, maybeLater: true };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const { code, message } = error;
    if (ANOTHER_PROTOCOL.test(code) && (await speaksHttp2(probe.url))) return HTTP2_ONLY;
    if (TLS.test(code)) return { text: `TLS: ${message} (${code})${tlsAdvice(code)}`, maybeLater: false };
    if (code === 'TIMEOUT')
      return { text: `too slow, or it hangs: ${message}; --timeout MS waits longer`, maybeLater: true };
    return { text: `unreachable: ${message}`, maybeLater: STARTING.has(code) };
  }
}
