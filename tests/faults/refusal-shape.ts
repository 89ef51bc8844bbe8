// What every refusal must look like: the product's envelope below its prefixes, a problem of RFC 9457 elsewhere.
import { expect } from '@jest/globals';
import type { RawAnswer } from './raw.ts';

const FLOWX = [
  'defaultMessage',
  'detail',
  'entityName',
  'errorKey',
  'message',
  'params',
  'status',
  'title',
  'type',
];
const APPTOR = ['message', 'path', 'status', 'timestamp'];
const PROBLEM = ['detail', 'status', 'title', 'type'];
/** Optional members. */
const VIOLATIONS = ['fieldErrors', 'errors', 'code'];

type Shape = 'flowx' | 'apptor' | 'problem';
const MEMBERS: Record<Shape, string[]> = { flowx: FLOWX, apptor: APPTOR, problem: PROBLEM };

/** Whose words a refusal below a path must use. */
export function shapeFor(address: string): Shape {
  const path = address.replace(/^\/@[^/?]*/, '');
  if (/^(\/rtm)?\/api\/runtime(\/|$|\?)/.test(path)) return 'flowx';
  return /^\/process(\/|$|\?)/.test(path) ? 'apptor' : 'problem';
}

/** Signs of an inside that nobody outside should see. */
const INSIDE = /\n\s*at |node_modules|\.[cm]?[jt]s:\d|<html|\[object Object\]/i;

export function expectRefusal(answer: RawAnswer, shape: Shape, status?: number): void {
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  const members = Object.keys(body).filter((name) => !VIOLATIONS.includes(name));
  expect({ members: members.sort(), status: body.status }).toEqual({
    members: MEMBERS[shape],
    status: answer.status,
  });
  expect(answer.headers['content-type']).toMatch(
    shape === 'problem' ? /^application\/problem\+json/ : /^application\/json/,
  );
  expect(answer.body).not.toMatch(INSIDE);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  if (status !== undefined) expect(answer.status).toBe(status);
}
