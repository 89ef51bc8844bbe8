import { distance } from 'fastest-levenshtein';
import type { Api, Operation } from '../../../contracts/reader/api.ts';
import type { NearOperation } from '../../domain/journal/journal-entry.ts';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';
import { pathDifference, type Step } from './path-difference.ts';

/** How many are told. */
const TOLD = 3;
/** Longer paths are no slips of the pen, and would take long. */
const MOST_SEGMENTS = 30;
const LONGEST_SEGMENT = 200;
/** With more differences it is another call, and in more letters another word. */
const MOST_DIFFERENCES = 3;
const MOST_LETTERS = 3;
/** How much of the fixed segments behind an operation's prefix must be there: with less it is another one. */
const ENOUGH = 0.5;
const OTHER_METHOD = 0.5;
const TRAILING_SLASH = 0.3;

/** The operations that a request without one may have meant, the nearest first; none where none is near. */
export function nearestOperations(
  apis: readonly { api: Api }[],
  method: string,
  path: string,
): NearOperation[] {
  const asked = segmentsOf(path.replace(/(?<=.)\/$/, ''));
  if (asked.length > MOST_SEGMENTS || asked.some((segment) => segment.length > LONGEST_SEGMENT)) return [];
  const candidates = apis.flatMap(({ api }) =>
    api.operations.map((operation) => {
      const spellings = api.prefixes.map((prefix) =>
        compared(asked, operation, prefix, api.prefixes[0] ?? ''),
      );
      return spellings.reduce((best, other) => (other.cost < best.cost ? other : best));
    }),
  );
  const slash = path.length > 1 && path.endsWith('/');
  return candidates
    .map((one) => withMethod(one, method))
    .filter(
      ({ there, differences, letters }) =>
        there >= ENOUGH && differences.length <= MOST_DIFFERENCES && letters <= MOST_LETTERS,
    )
    .sort((a, b) => a.cost - b.cost)
    .slice(0, TOLD)
    .map(({ operation: { id, api, method: of }, path: template, differences }) => ({
      operationId: id,
      api,
      method: of,
      path: template,
      differences: [...differences, ...(slash ? ['the path ends with "/"'] : [])],
    }));
}

/** The nearest one in a few words, for an error message; '' where none is near. */
export function hint([first]: readonly NearOperation[]): string {
  if (!first) return '';
  const { method, path, differences } = first;
  return `The nearest is ${method} ${path}: ${differences.join('; ')}.`;
}

interface Compared {
  operation: Operation;
  path: string;
  /** From 0 to 1, how much of its fixed segments was asked. */
  there: number;
  cost: number;
  differences: string[];
  /** In how many letters the segment differs that differs most. */
  letters: number;
}

function compared(asked: string[], operation: Operation, prefix: string, first: string): Compared {
  const path = prefix + operation.path.slice(first.length);
  const template = segmentsOf(path);
  const { cost, steps } = pathDifference(asked, template, unlikeness);
  const there = shareOf(steps, segmentsOf(prefix).length);
  return { operation, path, there, cost, differences: inWords(steps, prefix), letters: lettersIn(steps) };
}

function lettersIn(steps: Step[]): number {
  const others = steps.filter(({ kind, wanted }) => kind === 'other' && !isParameter(wanted));
  return Math.max(
    0,
    ...others.map(({ asked, wanted }) => distance(asked.toLowerCase(), wanted.toLowerCase())),
  );
}

/** How much of the fixed segments behind the first ones was asked. */
function shareOf(steps: Step[], first: number): number {
  const wanted = steps.filter(({ kind }) => kind !== 'extra').slice(first);
  const fixed = wanted.filter((step) => !isParameter(step.wanted));
  const likeness = fixed.map((step) =>
    step.kind === 'missing' ? 0 : 1 - unlikeness(step.asked, step.wanted),
  );
  return fixed.length === 0 ? 1 : likeness.reduce((sum, one) => sum + one, 0) / fixed.length;
}

function withMethod(one: Compared, method: string): Compared {
  const { operation, cost, differences } = one;
  if (operation.method === method) return one;
  return {
    ...one,
    cost: cost + OTHER_METHOD,
    differences: [`the method is ${method} instead of ${operation.method}`, ...differences],
  };
}

/** From 0, the same, to 1, nothing in common. */
function unlikeness(asked: string, wanted: string): number {
  if (isParameter(wanted)) return asked === '' ? TRAILING_SLASH : 0;
  if (asked === wanted) return 0;
  const share = distance(asked.toLowerCase(), wanted.toLowerCase()) / Math.max(asked.length, wanted.length);
  // What has only letters' case against it is nearer than a misspelt one, and is not the same.
  return Math.max(share, 0.1);
}

/** What is missing side by side is told at once. */
function inWords(steps: Step[], prefix: string): string[] {
  const told: string[] = [];
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] as Step;
    if (step.kind === 'other') {
      const instead = isParameter(step.wanted) ? `a value for ${step.wanted}` : `"${step.wanted}"`;
      told.push(`segment ${step.at} is "${step.asked}" instead of ${instead}`);
    } else if (step.kind === 'extra') told.push(`segment ${step.at}, "${step.asked}", is too many`);
    else if (step.kind === 'missing') {
      const run = steps.slice(index).findIndex(({ kind }) => kind !== 'missing');
      const missing = steps.slice(index, run < 0 ? undefined : index + run);
      const text = missing.map(({ wanted }) => `/${wanted}`).join('');
      const where = run < 0 ? 'at the end' : `before segment ${step.at}`;
      told.push(text === prefix ? `the prefix ${prefix} is missing` : `${text} is missing ${where}`);
      index += missing.length - 1;
    }
  }
  return told;
}

const isParameter = (segment: string): boolean => segment.startsWith('{');

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1).map(percentDecoded);
}
