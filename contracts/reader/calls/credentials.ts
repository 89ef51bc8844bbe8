import type { Api, Operation, SecurityScheme } from '../api.ts';

/** By name of the security scheme. */
export type Credentials = Record<string, string>;

/**
 * What a call may show for itself, as far as the contract says it: the first of the accepted values, or anything where
 * anything is accepted. Not what a behaviour looks up in its catalogue, nor a scheme that is carried in no known way.
 */
export function credentialsOf({ securitySchemes, credentials }: Api): Credentials {
  const known = Object.entries(securitySchemes).flatMap(([name, scheme]) => {
    const rule = credentials[name] ?? 'any';
    if (rule === 'catalogue' || !isCarried(scheme)) return [];
    const value = Array.isArray(rule) ? rule[0] : isBasic(scheme) ? 'demo:demo' : 'demo-token';
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

/**
 * The credentials that an operation is called with: all of its first alternative that is known.
 * @returns undefined where it needs some, and none are known
 */
export function chosenFor({ security }: Operation, ...known: Credentials[]): Credentials | undefined {
  if (security.length === 0) return {};
  for (const some of known) {
    const usable = security.find((one) => Object.keys(one).every((name) => some[name] !== undefined));
    if (usable) return Object.fromEntries(Object.keys(usable).map((name) => [name, some[name] as string]));
  }
  return undefined;
}

export function isBasic({ type, scheme }: SecurityScheme): boolean {
  return type === 'http' && scheme?.toLowerCase() === 'basic';
}

function isCarried({ type }: SecurityScheme): boolean {
  return type === 'http' || type === 'apiKey';
}
