import express, { type Request, type RequestHandler } from 'express';
import { inexactNumber } from '../../domain/values/inexact-number.ts';
import { DEEPEST, isTooDeep } from '../../domain/values/nesting.ts';
import { Wrong } from './admin-request.ts';

/** Longer bodies are refused, in bytes. */
const LONGEST = 32 * 1024 * 1024;

/** How long the body was that came with a request. */
const lengths = new WeakMap<object, number>();

/** Reads the JSON of a call's body, whose data is kept as it was sent, or refused. */
export const parseJsonBody: RequestHandler[] = [
  express.json({
    limit: LONGEST,
    verify: (req, _res, bytes) => {
      lengths.set(req, bytes.length);
      const inexact = inexactNumber(bytes.toString());
      if (!inexact) return;
      const { pointer, written, read } = inexact;
      const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
      const detail = `The number at ${pointer || 'the top'} of the body, ${shown}, cannot be kept as it is and would come back as ${read}; send it as a string.`;
      throw new Wrong(400, detail, { errors: [{ pointer, detail: 'cannot be kept as it is' }] });
    },
  }),
  (req: Request, _res, next) => {
    if (isTooDeep(req.body, { length: lengths.get(req) ?? 0 }))
      throw new Wrong(400, `The body is nested deeper than ${DEEPEST} levels.`);
    next();
  },
];
