import { isObject, type Json, type JsonObject } from '../../files/json.ts';

const WITH_SCOPES = new Set(['oauth2', 'openIdConnect']);

/**
 * Keys and tokens have no scopes of which other tools know; what they have to permit stands in
 * `x-required-permissions` of the operation.
 */
export function plainSecurity(document: JsonObject): void {
  const { components, paths } = document;
  const schemes =
    isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
  for (const holder of [document, ...objects(paths).flatMap(objects)]) {
    if (!Array.isArray(holder.security)) continue;
    const permissions = new Set<Json>();
    for (const requirement of holder.security.filter(isObject))
      for (const [name, scopes] of Object.entries(requirement)) {
        const scheme = schemes[name];
        if (!Array.isArray(scopes) || (isObject(scheme) && WITH_SCOPES.has(String(scheme.type)))) continue;
        for (const scope of scopes) permissions.add(scope);
        requirement[name] = [];
      }
    if (permissions.size > 0) holder['x-required-permissions'] = [...permissions];
  }
}

const objects = (value: Json | undefined): JsonObject[] =>
  isObject(value) ? Object.values(value).filter(isObject) : [];
