import { accepted } from './accepted.ts';
import { body } from './body.ts';
import type { Check } from './check.ts';
import { contentType } from './content-type.ts';
import { headers } from './headers.ts';
import { statusDeclared } from './status-declared.ts';

/** What every answer is judged by. */
export const CHECKS: Check[] = [statusDeclared, contentType, headers, body, accepted];
