// What can be done to the good call of any operation.
import { goodCall } from '../world.ts';
import type { Probe } from './ask.ts';

/** A JWT whose time is over. */
const OLD_TOKEN = `e30.${Buffer.from('{"exp":1000000000}').toString('base64url')}.c2ln`;

/** The good call of an operation, with changes; a header that is undefined is left out. */
export function call(id: string, changes: { url?: string; headers?: object; body?: unknown } = {}): Probe {
  const good = goodCall(id);
  const headers = Object.entries({ ...good.headers, ...changes.headers }).filter(
    ([, value]) => value !== undefined,
  );
  const body = 'body' in changes ? changes.body : good.body;
  return {
    method: good.method,
    url: changes.url ?? good.url,
    headers: Object.fromEntries(headers) as Record<string, string>,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

const CALLERS: Record<string, object[]> = {
  flowx: [
    { authorization: undefined },
    { authorization: 'Bearer ' },
    { authorization: 'Basic dTpw' },
    { authorization: `Bearer ${OLD_TOKEN}` },
  ],
  apptor: [
    { 'x-api-key': undefined },
    { 'x-api-key': undefined, authorization: 'Bearer some-token' },
    ...['nonsense', 'apk_nobody_secret', 'apk_demo_wrong', 'apk_suspended_secret'].map(key),
    ...['apk_revoked_secret', 'apk_expired_secret', 'apk_reader_secret', 'apk_other_secret'].map(key),
  ],
};

function key(value: string): object {
  return { 'x-api-key': value };
}

export function byCallers(api: string, id: string): Probe[] {
  return (CALLERS[api] ?? []).map((headers) => call(id, { headers }));
}

export function byMethods(id: string): Probe[] {
  const { method } = goodCall(id);
  return ['GET', 'POST', 'DELETE', 'PUT']
    .filter((other) => other !== method)
    .map((other) => ({ ...call(id), method: other }));
}

/** Bodies that no operation takes. */
export function byTexts(id: string): Probe[] {
  if (!goodCall(id).body) return [];
  return [
    ...['{"a":', '', '[]', '"text"', 'null'].map((body) => call(id, { body })),
    call(id, { headers: { 'content-type': 'text/plain' } }),
  ];
}

/** Each member of the body wrong in turn. */
export function byMembers(id: string, wrong: Record<string, unknown>[]): Probe[] {
  return wrong.map((members) => call(id, { body: { ...goodCall(id).body, ...members } }));
}
