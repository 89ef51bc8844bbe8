import type { Json, JsonObject } from '../files/json.ts';

/** The documented value of a parameter or header object: its `example`, else the first of its `examples`. */
export function exampleOf({ example, examples }: JsonObject): Json | undefined {
  if (example !== undefined) return example;
  const [first] = Object.values((examples ?? {}) as Record<string, JsonObject>);
  return first?.value;
}
