import { isObject, type JsonObject } from '../../files/json.ts';

/** On an operation, by scheme: what that is called and said for this operation alone. */
const OWN = 'x-own-security-scheme';

/**
 * Gives an operation that takes other keys than its neighbours a security scheme of its own: who fills in a client's keys is
 * asked for that one as well.
 */
export function ownSecuritySchemes(document: JsonObject): void {
  const { paths, components } = document;
  if (!isObject(paths) || !isObject(components) || !isObject(components.securitySchemes)) return;
  const schemes = components.securitySchemes;
  for (const operation of Object.values(paths).flatMap((item) =>
    isObject(item) ? Object.values(item) : [],
  )) {
    if (!isObject(operation) || !isObject(operation[OWN])) continue;
    for (const [scheme, own] of Object.entries(operation[OWN])) {
      const written = schemes[scheme];
      if (!isObject(own) || !isObject(written)) continue;
      const { name, ...said } = own;
      schemes[String(name)] = { ...written, ...said };
      operation.security = list(operation.security).map((one) => renamed(one, scheme, String(name)));
    }
    delete operation[OWN];
  }
}

function renamed(requirement: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(
    Object.entries(requirement).map(([name, scopes]) => [name === from ? to : name, scopes]),
  );
}

const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
