import { distance } from 'fastest-levenshtein';
import type { Api, Operation } from '../../../contracts/reader/api.ts';
import type { NearOperation } from '../../domain/journal/journal-entry.ts';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';
import { pathDifference, type Step, type Way } from './path-difference.ts';

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
/** How many addresses are remembered, and of which length, in characters. */
const MOST_REMEMBERED = 300;
const LONGEST_REMEMBERED = 500;
const OTHER_METHOD = 0.5;
const TRAILING_SLASH = 0.3;

/** Finds the operations that a request without one may have meant. */
export class NearestOperations {
  /** By API, method and path: who asks wrongly does so again and again. */
  readonly #remembered = new Map<string, NearOperation[]>();
  readonly #spellings = new Map<Api, Spelling[]>();

  constructor(apis: readonly { api: Api }[]) {
    for (const { api } of apis) this.#spellings.set(api, spellingsOf(api));
  }

  /**
   * @param of the API whose address it is; undefined: they may be of any
   * @returns the nearest first; none where none is near
   */
  find(method: string, path: string, of: Api | undefined): NearOperation[] {
    const key = `${of?.name ?? ''} ${method} ${path}`;
    const known = this.#remembered.get(key);
    if (known) return known;
    const apis = of ? [of] : [...this.#spellings.keys()];
    const found = nearest(
      apis.flatMap((api) => this.#spellings.get(api) ?? []),
      method,
      path,
    );
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    if (path.length <= LONGEST_REMEMBERED) this.#remembered.set(key, found);
    return found;
  }
}

function nearest(spellings: readonly Spelling[], method: string, path: string): NearOperation[] {
  const asked = segmentsOf(path.replace(/(?<=.)\/$/, ''));
  if (asked.length > MOST_SEGMENTS || asked.some((segment) => segment.length > LONGEST_SEGMENT)) return [];
  const slash = path.length > 1 && path.endsWith('/') ? ['the path ends with "/"'] : [];
  const told: NearOperation[] = [];
  for (const candidate of byCost(spellings, asked, method)) {
    const { operation, spelling } = candidate;
    const steps = candidate.way.steps();
    const methods =
      operation.method === method ? [] : [`the method is ${method} instead of ${operation.method}`];
    const differences = [...methods, ...inWords(steps, spelling.prefix)];
    const isNear = shareOf(steps, spelling.prefixLength) >= ENOUGH && lettersIn(steps) <= MOST_LETTERS;
    if (!isNear || differences.length > MOST_DIFFERENCES) continue;
    const { id, api } = operation;
    told.push({
      operationId: id,
      api,
      method: operation.method,
      path: spelling.path,
      differences: [...differences, ...slash],
    });
    if (told.length === TOLD) break;
  }
  return told;
}

/** The nearest one in a few words, for an error message; '' where none is near. */
export function hint([first]: readonly NearOperation[]): string {
  if (!first) return '';
  const { method, path, differences } = first;
  return `The nearest is ${method} ${path}: ${differences.join('; ')}.`;
}

/** One of the addresses that an operation has: with one of its API's prefixes. */
interface Spelling {
  operation: Operation;
  prefix: string;
  /** In segments. */
  prefixLength: number;
  path: string;
  segments: string[];
}

interface Candidate {
  operation: Operation;
  spelling: Spelling;
  way: Way;
  cost: number;
}

function spellingsOf({ operations, prefixes }: Api): Spelling[] {
  const [first = ''] = prefixes;
  return operations.flatMap((operation) =>
    prefixes.map((prefix) => {
      const path = prefix + operation.path.slice(first.length);
      const prefixLength = segmentsOf(prefix).length;
      return { operation, prefix, prefixLength, path, segments: segmentsOf(path) };
    }),
  );
}

/** Each operation in the spelling that is nearest, the nearest operation first. */
function byCost(spellings: readonly Spelling[], asked: string[], method: string): Candidate[] {
  const unlike = rememberedUnlikeness();
  const best = new Map<Operation, Candidate>();
  for (const spelling of spellings) {
    const { operation, segments } = spelling;
    const way = pathDifference(asked, segments, unlike);
    const cost = way.cost + (operation.method === method ? 0 : OTHER_METHOD);
    const before = best.get(operation);
    if (!before || cost < before.cost) best.set(operation, { operation, spelling, way, cost });
  }
  return [...best.values()].sort((a, b) => a.cost - b.cost);
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

/** From 0, the same, to 1, nothing in common. */
function unlikeness(asked: string, wanted: string): number {
  if (isParameter(wanted)) return asked === '' ? TRAILING_SLASH : 0;
  if (asked === wanted) return 0;
  const share = distance(asked.toLowerCase(), wanted.toLowerCase()) / Math.max(asked.length, wanted.length);
  // What has only letters' case against it is nearer than a misspelt one, and is not the same.
  return Math.max(share, 0.1);
}

/** Addresses of one API have many segments in common, so that each pair is looked at once. */
function rememberedUnlikeness(): (asked: string, wanted: string) => number {
  const known = new Map<string, Map<string, number>>();
  return (asked, wanted) => {
    if (asked === wanted) return 0;
    const row = known.get(asked) ?? new Map<string, number>();
    known.set(asked, row);
    const before = row.get(wanted);
    if (before !== undefined) return before;
    const found = unlikeness(asked, wanted);
    row.set(wanted, found);
    return found;
  };
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
