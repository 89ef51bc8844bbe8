import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { exampleOf } from '../parameter-example.ts';

/**
 * Gives the call that works one name in all its parts, where mock servers and players of calls look for examples of one
 * name: that of the operation's first example of success, which `Prefer: example=NAME` takes too.
 * @param resolved follows a reference within the document
 */
export function nameScenarios(document: JsonObject, resolved: (value: JsonObject) => JsonObject): void {
  for (const item of objects(document.paths)) {
    for (const operation of objects(item)) {
      const name = scenarioOf(operation, resolved);
      if (operation.operationId === undefined || name === undefined) continue;
      const parameters = [item.parameters, operation.parameters].flatMap(listOf);
      const body = isObject(operation.requestBody) ? resolved(operation.requestBody) : {};
      for (const holder of [...parameters.map(resolved), ...objects(body.content)]) addExample(holder, name);
    }
  }
}

function scenarioOf(
  { responses }: JsonObject,
  resolved: (value: JsonObject) => JsonObject,
): string | undefined {
  const success = Object.entries(isObject(responses) ? responses : {}).find(([status]) =>
    status.startsWith('2'),
  );
  const [media] = objects(isObject(success?.[1]) ? resolved(success[1]).content : undefined);
  return isObject(media?.examples) ? Object.keys(media.examples)[0] : undefined;
}

/** Gives its first example that name as well, before the others. */
function addExample(holder: JsonObject, name: string): void {
  const value = exampleOf(holder);
  const examples = isObject(holder.examples) ? holder.examples : {};
  if (value === undefined || name in examples) return;
  delete holder.example;
  const [first] = objects(examples);
  holder.examples = { [name]: { ...first, value }, ...examples };
}

const listOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const objects = (value: Json | undefined): JsonObject[] =>
  isObject(value) ? Object.values(value).filter(isObject) : [];
