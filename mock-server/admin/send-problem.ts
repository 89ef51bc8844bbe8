import type { Response } from 'express';
import { problem } from '../http/problem.ts';

/** Answers with an RFC 9457 problem. */
export function sendProblem(
  res: Response,
  status: number,
  detail: string,
  more: Record<string, unknown> = {},
): void {
  const { headers, body } = problem(status, detail, more);
  res.status(status).set(headers).send(JSON.stringify(body));
}
