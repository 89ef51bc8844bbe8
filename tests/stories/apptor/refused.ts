// How apptor flow says no: its standard error body of four members.
import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import { type Entry, explained } from '../journal.ts';
import type { Target } from './calls.ts';

export interface Refused {
  status: number;
  /** The whole message, or the part of it that gives the true reason. */
  message: string | RegExp;
  /** What the client asked, without query. */
  path: string;
  /** Name of the refusal. */
  name: string;
  /** What to do about it: told in a header of ours and in the journal, never in the product's own words. */
  hint?: string | RegExp;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Checks status, envelope and journal of a refusal; gives the journal entry for more. */
export async function expectRefused(target: Target, answer: Response, wanted: Refused): Promise<Entry> {
  const { status, message, path, name } = wanted;
  expect(answer.body).toEqual({
    status,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    path,
    timestamp: expect.stringMatching(INSTANT),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/json');
  const entry = await explained(target, answer);
  expect(entry.refusal).toEqual({ name, reason: answer.body.message });
  expect(entry.hint).toBe(answer.headers['x-mock-hint']);
  if (wanted.hint !== undefined) expect(entry.hint).toMatch(wanted.hint);
  expect(answer.text).not.toMatch(/--learn|flowx-mock|catalogue/);
  return entry;
}
