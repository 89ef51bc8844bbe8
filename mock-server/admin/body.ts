import type { Request } from 'express';
import { Wrong } from './call.ts';

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
