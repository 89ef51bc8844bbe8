import type { Request } from 'express';
import { toPointer } from '../../../contracts/files/pointer.ts';
import { Wrong } from './admin-request.ts';

/**
 * The JSON that a call was sent; undefined: nothing was sent at all.
 * @throws Wrong 400 for what was not sent as JSON: it would pass for nothing
 */
export function sentJson({ body, headers }: Request): unknown {
  if (body !== undefined) return body;
  if (headers['transfer-encoding'] === undefined && !Number(headers['content-length'] ?? 0)) return undefined;
  throw new Wrong(400, 'Send the body as JSON, with Content-Type: application/json.');
}

/**
 * Looks at the members of a call's JSON body.
 * @param example a body with all members that there may be
 * @throws Wrong 400 for one that the call does not have, and for a body that is no object: it would pass for nothing
 */
export function onlyMembers(req: Request, example: Readonly<Record<string, unknown>>): void {
  const body = sentJson(req);
  if (body === undefined) return;
  const advice =
    Object.keys(example).length === 0
      ? 'Send no body.'
      : `Send a JSON object such as ${JSON.stringify(example)}, with Content-Type: application/json.`;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Wrong(400, advice);
  const unknown = Object.keys(body).find((name) => !Object.hasOwn(example, name));
  if (unknown === undefined) return;
  throw new Wrong(400, `There is no member "${unknown}" here. ${advice}`, {
    errors: [{ pointer: toPointer([unknown]), detail: 'is not known' }],
  });
}

/**
 * The text that a call's JSON body has under a name, if it has one.
 * @throws Wrong 400 for what is no text
 */
export function optionalText(req: Request, name: string): string | undefined {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new Wrong(400, `${name} is a text, and not empty.`);
}

/**
 * The text that a call's JSON body has under a name.
 * @throws Wrong 400, saying what to send
 */
export function textMember(req: Request, name: string, example: string): string {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Wrong(
    400,
    `Send a JSON object such as {"${name}":"${example}"}, with Content-Type: application/json.`,
  );
}
