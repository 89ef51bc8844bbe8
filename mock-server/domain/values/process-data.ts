/** A JSON object; `__proto__` in one is a member like any other. */
export type Data = Record<string, unknown>;

/** `over` laid over `base`, member by member of the first level, without touching either. */
export function merge(base: Data, over: Data): Data {
  return fromEntries([...Object.entries(base), ...Object.entries(over)]);
}

/** The members of `data` whose names `keep` accepts. */
export function pick(data: Data, keep: (name: string) => boolean): Data {
  return fromEntries(Object.entries(data).filter(([name]) => keep(name)));
}

/** The names of the members that differ between two objects, sorted. */
export function changedMembers(before: Data, after: Data): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const differs = (name: string): boolean => written(before, name) !== written(after, name);
  return [...names].filter((name) => !isShared(before, after, name) && differs(name)).sort();
}

/** Whether both have the very same value: most often all members do but a few, and writing them takes long. */
function isShared(before: Data, after: Data, name: string): boolean {
  return Object.hasOwn(before, name) && Object.hasOwn(after, name) && Object.is(before[name], after[name]);
}

/** A member as JSON; undefined where there is none, whatever the prototype has under its name. */
const written = (data: Data, name: string): string | undefined =>
  Object.hasOwn(data, name) ? JSON.stringify(data[name]) : undefined;

/** `Object.fromEntries` defines members; assigning one called `__proto__` would change the prototype instead. */
const fromEntries = (entries: [string, unknown][]): Data => Object.fromEntries(entries);
