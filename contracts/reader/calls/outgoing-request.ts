import type { Api } from '../api.ts';
import type { Contract } from '../contract.ts';
import { isBasic } from './credentials.ts';
import { bodyText } from './good-request.ts';
import type { Outgoing } from './outgoing.ts';
import type { Texts } from './parameter-texts.ts';
import type { Request } from './request.ts';

/** A request, and how it is sent. */
export interface SendableRequest {
  contract: Contract;
  request: Request;
  /** Instead of the operation's own. */
  method?: string;
  /** By security scheme; undefined: those that are at hand; empty: none. */
  credentials?: Record<string, string>;
  /** A body that is no JSON, or broken. */
  raw?: string;
}

/**
 * A request as it goes over the wire.
 * @param base URL before the contract's path
 * @param credentials by security scheme
 */
export function outgoingOf(
  sendable: SendableRequest,
  base: string,
  credentials: Record<string, string>,
): Outgoing {
  const { operation, api } = sendable.contract;
  const { request } = sendable;
  const carried = carry(api, sendable.credentials ?? credentials);
  const cookies = [request.headers.cookie, carried.headers.cookie].filter((one) => one !== undefined);
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(request.path[name] ?? ''),
  );
  const query = queryOf({ ...request.query, ...carried.query });
  const body =
    sendable.raw ??
    (request.body === undefined ? undefined : bodyText({ body: request.body, type: request.type }));
  return {
    method: sendable.method ?? operation.method,
    url: `${base}${path}${query === '' ? '' : `?${query}`}`,
    headers: {
      accept: 'application/json',
      ...request.headers,
      ...carried.headers,
      ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
      ...(request.type !== undefined && body !== undefined && { 'content-type': request.type }),
    },
    ...(body !== undefined && { body }),
  };
}

function carry(api: Api, credentials: Record<string, string>) {
  const headers: Record<string, string> = {};
  const query: Texts = {};
  for (const [name, value] of Object.entries(credentials)) {
    const scheme = api.securitySchemes[name];
    if (scheme?.type === 'http') {
      headers.authorization = isBasic(scheme)
        ? `Basic ${Buffer.from(value).toString('base64')}`
        : `Bearer ${value}`;
    } else if (scheme?.in === 'query') query[scheme.name ?? name] = value;
    else if (scheme?.in === 'cookie')
      headers.cookie = [headers.cookie, `${scheme.name}=${value}`]
        .filter((one) => one !== undefined)
        .join('; ');
    else if (scheme?.type === 'apiKey') headers[(scheme.name ?? name).toLowerCase()] = value;
    else headers.authorization = `Bearer ${value}`;
  }
  return { headers, query };
}

function queryOf(texts: Texts): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(texts))
    for (const text of [value].flat()) query.append(name, text);
  return query.toString();
}
