import { isObject, type Json } from '../../files/json.ts';
import type { Api } from '../../reader/api.ts';
import { HttpClient } from '../sending/http-client.ts';
import type { ApiTarget } from './target.ts';

/** Longer than a run lasts, so that none expires in the middle of it. */
const LIFE = 'PT3H';

/** What is wrong with a token only where foreign ones are taken. */
const OF_FOREIGN = /^credentials-(expired|not-yet-valid)$/;

/**
 * By API, a token of the stand-in's own issuer, for those that take no others (`tokens: strict`). Of the realm that is
 * called as the API, else of the first.
 * @param url of whatever answers; one that is no stand-in has none
 */
export async function issuedTokens(url: string, timeout: number): Promise<ReadonlyMap<string, string>> {
  const client = new HttpClient({ timeout });
  const asked = async (method: string, path: string, body?: object): Promise<Json | undefined> => {
    const headers = { 'content-type': 'application/json' };
    const sent = {
      method,
      url: `${url}/__admin/${path}`,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    };
    try {
      const answer = await client.send(sent);
      return answer.status === 200 ? (JSON.parse(answer.body) as Json) : undefined;
    } catch {
      return undefined;
    }
  };
  try {
    const contracts = await asked('GET', 'contracts');
    const tokens = new Map<string, string>();
    for (const [api, described] of Object.entries(isObject(contracts) ? contracts : {})) {
      if (!isObject(described) || described.tokens !== 'strict') continue;
      const ttl = { ttl: LIFE };
      const answer =
        (await asked('POST', 'tokens', { realm: api, ...ttl })) ?? (await asked('POST', 'tokens', ttl));
      if (isObject(answer) && typeof answer.access_token === 'string') tokens.set(api, answer.access_token);
    }
    return tokens;
  } finally {
    client.close();
  }
}

/** The target with a token in each scheme that carries one. */
export function withToken({ securitySchemes }: Api, target: ApiTarget, token: string | undefined): ApiTarget {
  if (token === undefined) return target;
  const credentials = Object.entries(target.credentials).map(([name, known]) => {
    const { type, scheme } = securitySchemes[name] ?? {};
    if (type !== 'http' || scheme?.toLowerCase() !== 'bearer') return [name, known];
    const bad = known.bad?.filter(({ refusal }) => !OF_FOREIGN.test(refusal));
    return [name, { ...known, value: token, ...(bad && { bad }) }];
  });
  return { ...target, credentials: Object.fromEntries(credentials) };
}
