import type { ApiTarget } from './target.ts';

/** Every credential of a target, and the variable that stands for it. */
export function secretsOf(apis: ReadonlyMap<string, ApiTarget>): Map<string, string> {
  const secrets = new Map<string, string>();
  const add = (value: string, ...words: string[]): void => {
    if (!secrets.has(value)) secrets.set(value, variable(words));
  };
  for (const [api, { credentials, operations = {}, readBack }] of apis) {
    for (const [scheme, { value, bad = [] }] of Object.entries(credentials)) {
      add(value, api, scheme);
      for (const one of bad) add(one.value, api, scheme, one.name);
    }
    for (const [operation, { credentials: own = {} }] of Object.entries(operations)) {
      for (const [scheme, value] of Object.entries(own)) add(value, api, scheme, operation);
    }
    for (const [name, value] of Object.entries(readBack?.headers ?? {})) {
      add(value.replace(/^(Bearer|Basic) +/i, ''), api, 'readBack', name);
    }
  }
  return secrets;
}

/** `['library', 'apiKey']` becomes `$LIBRARY_API_KEY`. */
function variable(words: string[]): string {
  const text = words.map((word) => word.replace(/([a-z0-9])([A-Z])/g, '$1_$2')).join('_');
  return `$${text.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;
}
