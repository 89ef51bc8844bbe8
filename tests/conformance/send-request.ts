// Sends what the contracts' author of requests makes to an app in this process.
import type { Express } from 'express';
import request from 'supertest';
import { credentialsOf } from '../../contracts/reader/calls/credentials.ts';
import { outgoingOf } from '../../contracts/reader/calls/outgoing-request.ts';
import type { Request } from '../../contracts/reader/calls/request.ts';
import type { Contract } from '../../contracts/reader/contract.ts';

/** What opens everything in the world that ships, where the contract does not say it. */
const KEYS: Record<string, Record<string, string>> = { apptor: { apiKey: 'apk_system_secret' } };

/** Sends a request; what came back, and what the journal says about it. */
export async function sent(app: Express, contract: Contract, one: Request) {
  const credentials = KEYS[contract.api.name] ?? credentialsOf(contract.api);
  const { method, url, headers, body } = outgoingOf({ contract, request: one }, '', credentials);
  const call = request(app)[method.toLowerCase() as 'get' | 'post' | 'delete'](url).set(headers);
  const typed = one.type === undefined ? call : call.type(one.type);
  const answer = await (body === undefined && one.type === undefined ? typed : typed.send(body ?? ''));
  const journal = await request(app).get(`/__admin/requests/${answer.headers['x-mock-request']}`);
  return { answer, entry: journal.body };
}
