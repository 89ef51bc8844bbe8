import { STATUS_CODES } from 'node:http';

/** An RFC 9457 problem: how errors look where no product has an envelope of its own. */
export function problem(status: number, detail: string, more: Record<string, unknown> = {}) {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...more };
  return { status, headers: { 'Content-Type': 'application/problem+json' } as Record<string, string>, body };
}
