import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, type Json } from '../../files/json.ts';
import { escapeKey } from '../../files/pointer.ts';

/** What was found by one of several schemas. */
export interface Branch<Found> {
  /** Whether the value was held against it at all. */
  looked: boolean;
  errors: Found[];
}

type Found = { error: ErrorObject; branches: Branch<Found>[] };

/** Where every branch wants another constant, and which ones. */
interface Tag {
  pointer: string;
  values: unknown[];
}

/**
 * Which of the schemas of `oneOf` or `anyOf` a value was meant for: the one its discriminator names, the only one whose
 * constants it has, the only one of its type.
 * @returns its index; the place of the constant that fits none; undefined where nothing tells
 */
export function branchMeant(error: ErrorObject, branches: Branch<Found>[]): number | Tag | undefined {
  const named = byDiscriminator(error, branches.length);
  if (named !== undefined) return named;
  const open = branches.map((_, index) => index).filter((index) => branches[index]?.looked);
  const ofType = open.filter((index) => !breaks(branches[index], (one) => isTypeAt(one, error.instancePath)));
  const candidates = ofType.length > 0 ? ofType : open;
  if (candidates.length === 1) return candidates[0];
  const single = candidates.map((index) => constantsOf(branches[index], 1));
  return (
    byConstant(candidates, single) ??
    byConstant(
      candidates,
      candidates.map((index) => constantsOf(branches[index])),
    )
  );
}

/** The only branch that breaks no constant at a place where others do; else the place at which all do. */
function byConstant(candidates: number[], broken: Map<string, unknown[]>[]): number | Tag | undefined {
  const places = new Set(broken.flatMap((one) => [...one.keys()]));
  const fitting = [...places].map((place) => candidates.filter((_, at) => !broken[at]?.has(place)));
  const alone = fitting.find((indices) => indices.length === 1)?.[0];
  return alone ?? sharedTag(broken);
}

function byDiscriminator({ parentSchema, data, keyword }: ErrorObject, count: number): number | undefined {
  const { discriminator } = (parentSchema ?? {}) as { discriminator?: Json };
  const branches = (parentSchema as Record<string, Json> | undefined)?.[keyword];
  if (!isObject(discriminator) || !isObject(data) || !Array.isArray(branches)) return undefined;
  const value = data[String(discriminator.propertyName)];
  if (typeof value !== 'string') return undefined;
  const mapped = isObject(discriminator.mapping) ? discriminator.mapping[value] : undefined;
  const wanted = typeof mapped === 'string' ? mapped : value;
  const index = branches.findIndex(
    (one) => isObject(one) && typeof one.$ref === 'string' && leadsTo(one.$ref, wanted),
  );
  return index >= 0 && index < count ? index : undefined;
}

/** A reference, or the name at its end. */
function leadsTo(ref: string, wanted: string): boolean {
  return ref === wanted || ref.endsWith(`/${escapeKey(wanted)}`) || nameOf(ref) === nameOf(wanted);
}

/** Files become components by their names when a document is bundled. */
function nameOf(ref: string): string {
  return (ref.split('/').at(-1) ?? ref).replace(/(\.schema)?\.(json|ya?ml)$/, '');
}

function breaks(branch: Branch<Found> | undefined, which: (error: ErrorObject) => boolean): boolean {
  return branch?.errors.some(({ error }) => which(error)) ?? false;
}

function isTypeAt({ keyword, instancePath }: ErrorObject, path: string): boolean {
  return keyword === 'type' && instancePath === path;
}

/** By place, the constants that a branch wants and does not get, of which there are no more than `most`. */
function constantsOf(
  branch: Branch<Found> | undefined,
  most = Number.POSITIVE_INFINITY,
): Map<string, unknown[]> {
  const wanted = (branch?.errors ?? []).flatMap(({ error }): [string, unknown[]][] => {
    if (error.keyword === 'const') return [[error.instancePath, [error.params.allowedValue]]];
    return error.keyword === 'enum' ? [[error.instancePath, error.params.allowedValues as unknown[]]] : [];
  });
  return new Map(wanted.filter(([, values]) => values.length <= most));
}

/** The place at which every branch wants a constant. */
function sharedTag(tags: Map<string, unknown[]>[]): Tag | undefined {
  const [first, ...others] = tags;
  const pointer = [...(first?.keys() ?? [])].find((place) => others.every((one) => one.has(place)));
  if (pointer === undefined) return undefined;
  return { pointer, values: [...new Set(tags.flatMap((one) => one.get(pointer) ?? []))] };
}
