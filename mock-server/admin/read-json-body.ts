import type { Request } from 'express';
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
