// Sends what contracts/suite/mutations makes to an app in this process.
import type { Express } from 'express';
import request from 'supertest';
import type { Request } from '../../contracts/reader/calls/request.ts';
import type { Contract } from '../../contracts/reader/contract.ts';

/** By API, credentials that open everything. */
const CREDENTIALS: Record<string, Record<string, string>> = {
  flowx: { Authorization: 'Bearer any-token' },
  apptor: { 'X-API-Key': 'apk_system_secret' },
  library: { 'X-Library-Key': 'let-me-in' },
};

/** Sends a request; what came back, and what the journal says about it. */
export async function sent(app: Express, { api, operation }: Contract, one: Request) {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(one.path[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(one.query))
    for (const text of [value].flat()) query.append(name, text);
  const method = operation.method.toLowerCase() as 'get' | 'post' | 'delete';
  const call = request(app)
    [method](`${path}?${query}`)
    .set({ ...CREDENTIALS[api.name], ...one.headers });
  const body = one.body === undefined ? '' : JSON.stringify(one.body);
  const answer = await (one.type === undefined ? call : call.type(one.type).send(body));
  const journal = await request(app).get(`/__admin/requests/${answer.headers['x-mock-request']}`);
  return { answer, entry: journal.body };
}
