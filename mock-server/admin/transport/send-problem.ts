import type { Response } from 'express';
import { problem } from '../../http/transport/problem.ts';

/** Answers with an RFC 9457 problem. */
export function sendProblem(
  res: Response,
  status: number,
  detail: string,
  more: Record<string, unknown> = {},
): void {
  const { headers, body } = problem(status, detail, more);
  // Not `send`, which would add a charset that application/problem+json does not have.
  res
    .status(status)
    .setHeaders(new Map(Object.entries(headers)))
    .end(JSON.stringify(body));
}
