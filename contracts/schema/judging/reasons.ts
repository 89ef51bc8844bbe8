import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, type JsonObject } from '../../files/json.ts';
import { fromPointer } from '../../files/pointer.ts';
import type { BranchTrace } from '../trace-branches.ts';
import { type Branch, branchMeant } from './branch-meant.ts';

/** An error of ajv, and the keyword in whose branch it was found, where that branch was meant. */
export type Reason = ErrorObject & { branchOf?: string };

/** An error with all that was found in its branches. */
interface Node {
  error: ErrorObject;
  /** How many of ajv's errors it stands for. */
  size: number;
  branches: Branch<Node>[];
}

/** Of a value that fits none of several schemas, and where nothing tells which was meant, so many reasons are given. */
const FEW = 5;

/**
 * What is wrong with a value, of all that ajv lists: where a value had to fit one of several schemas, what is wrong by
 * the one that was meant, and not by all the others. That an `if` led to a schema which does not fit, and why a name or
 * an item does not, is said by one error each.
 */
export function reasonsOf(errors: readonly ErrorObject[]): Reason[] {
  const roots: Node[] = [];
  for (const error of errors) {
    // What is wrong with a name is said by the error of `propertyNames`.
    if (error.propertyName !== undefined && error.keyword !== 'propertyNames') {
      roots.push({ error, size: 1, branches: [] });
      continue;
    }
    roots.push(nodeOf(error, roots));
  }
  return roots.flatMap(told);
}

/** Takes what belongs to an error out of those before it. */
function nodeOf(error: ErrorObject, roots: Node[]): Node {
  const { branches = [] } = error.params as Partial<BranchTrace>;
  const [before = 0, ...marks] = branches;
  let from = before;
  const counts = marks.map((mark) => {
    const count = mark < 0 ? 0 : mark - from;
    from = Math.max(from, mark);
    return { looked: mark >= 0, count };
  });
  const taken: Branch<Node>[] = counts.map(({ looked }) => ({ looked, errors: [] }));
  for (let at = counts.length - 1; at >= 0; at -= 1) {
    let left = counts[at]?.count ?? 0;
    while (left > 0) {
      const node = roots.pop();
      if (!node) break;
      left -= node.size;
      taken[at]?.errors.unshift(node);
    }
  }
  return { error, size: from - before + 1, branches: taken };
}

function told({ error, branches }: Node): Reason[] {
  const below = branches.flatMap(({ errors }) => errors);
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return [];
  if (error.keyword === 'contains' || below.length === 0) return [error];
  if (error.keyword === 'if') return below.flatMap(told).map((one) => within(one, 'if'));
  const meant = branchMeant(error, branches);
  if (typeof meant === 'number') {
    const reasons = branches[meant]?.errors.flatMap(told) ?? [];
    return reasons.length === 0 ? [error] : reasons.map((one) => within(one, error.keyword));
  }
  if (meant) return [wrongTag(error, meant.pointer, meant.values)];
  const all = below.flatMap(told);
  return all.length > FEW ? [error] : [error, ...all.map((one) => within(one, error.keyword))];
}

function within(reason: Reason, keyword: string): Reason {
  return { ...reason, branchOf: reason.branchOf ?? keyword };
}

/** Every branch wants another constant at the same place, and none of them is there. */
function wrongTag(error: ErrorObject, pointer: string, values: unknown[]): Reason {
  const data = fromPointer(pointer.slice(error.instancePath.length)).reduce<unknown>(
    (here, key) => (isObject(here) ? (here as JsonObject)[key] : undefined),
    error.data,
  );
  return {
    ...error,
    keyword: 'enum',
    instancePath: pointer,
    params: { allowedValues: values },
    schema: values,
    data,
    branchOf: error.keyword,
  };
}
