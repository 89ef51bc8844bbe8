import type { Exchange } from '../checks/check.ts';
import type { Waited } from '../sending/wait-and-retry.ts';
import type { Trouble } from './trouble.ts';

/** What a run went through without ending for it. */
export interface Endured {
  waited: readonly Waited[];
  resets: { requests: number; reset: number; recovered: number };
  exchanges: readonly Exchange[];
  startedAt: Date;
}

/** Milliseconds: half of the answers later than this, and a run takes minutes. */
const SLOW = 500;
/** Fewer answers say nothing of a server's speed. */
const ENOUGH = 5;

/** Troubles that a run could live with, each told in one line. */
export function afterwards({ waited, resets, exchanges, startedAt }: Endured): Trouble[] {
  return [
    ...waited.flatMap((one) => waitedFor(one, exchanges, startedAt)),
    ...reset(resets),
    ...slow(exchanges),
  ];
}

function waitedFor(
  { status, requests, answered, ms }: Waited,
  exchanges: readonly Exchange[],
  startedAt: Date,
): Trouble[] {
  if (answered === 0) return [];
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (status !== 429) {
    const sentence = `Maintenance: ${times(requests)} answered ${status} and sent again; ${seconds} s were waited.`;
    return [{ kind: 'unavailable', sentence, stopped: false }];
  }
  const elapsed = (Date.now() - startedAt.getTime()) / 1000;
  const rate = Math.max(1, Math.floor((exchanges.length / Math.max(elapsed, 1)) * 0.9));
  const sentence = `Limited: ${times(requests)} answered 429 and sent again; ${seconds} s were waited. --rate ${rate} stays below the limit.`;
  return [{ kind: 'limited', sentence, stopped: false }];
}

function times(requests: number): string {
  return requests === 1 ? '1 request was' : `${requests} requests were`;
}

function reset({ requests, reset: count, recovered }: Endured['resets']): Trouble[] {
  if (recovered === 0) return [];
  const sentence = `Connections are reset: ${count} of them before an answer came, for ${requests} requests; what was reset was sent again. A proxy, a firewall or an overloaded server.`;
  return [{ kind: 'resets', sentence, stopped: false }];
}

function slow(exchanges: readonly Exchange[]): Trouble[] {
  const times = exchanges.map(({ received }) => received.ms).sort((one, other) => one - other);
  const half = times[Math.floor(times.length / 2)] ?? 0;
  if (times.length < ENOUGH || half < SLOW) return [];
  const sentence = `Slow: half of ${times.length} answers took ${Math.round(half)} ms and more. --time-limit SECONDS ends a run sooner, --only and --cases make it shorter.`;
  return [{ kind: 'slow', sentence, stopped: false }];
}
