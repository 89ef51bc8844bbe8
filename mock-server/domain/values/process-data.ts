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
  return [...names].filter((name) => written(before, name) !== written(after, name)).sort();
}

/** A member as JSON; undefined where there is none, whatever the prototype has under its name. */
const written = (data: Data, name: string): string | undefined =>
  Object.hasOwn(data, name) ? JSON.stringify(data[name]) : undefined;

/** `Object.fromEntries` defines members; assigning one called `__proto__` would change the prototype instead. */
const fromEntries = (entries: [string, unknown][]): Data => Object.fromEntries(entries);
