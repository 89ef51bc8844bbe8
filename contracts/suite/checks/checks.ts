import { accepted } from './accepted.ts';
import { body } from './body.ts';
import type { Check } from './check.ts';
import { consistency } from './consistency.ts';
import { contentType } from './content-type.ts';
import { envelope } from './envelope.ts';
import { headers } from './headers.ts';
import { refused } from './refused.ts';
import { statusDeclared } from './status-declared.ts';

/** What every answer is judged by. */
export const CHECKS: Check[] = [
  statusDeclared,
  contentType,
  headers,
  body,
  envelope,
  accepted,
  refused,
  consistency,
];
