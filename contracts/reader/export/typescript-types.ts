import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import { HOLDS_DATA, HOLDS_MAP } from '../../schema/keywords.ts';
import type { Api, MediaType, Operation } from '../api.ts';
import { isJson } from '../media-type.ts';

/** `compile` of json-schema-to-typescript. */
export type Compile = (schema: JsonObject, name: string, options: object) => Promise<string>;

const COMPONENT = '#/components/schemas/';

/** Say nothing about the shape of a value, or say it under names that nobody would expect in TypeScript. */
const SILENT = new Set(['$schema', '$id', '$comment', 'title', 'example', 'examples']);

const OPTIONS = {
  additionalProperties: false,
  bannerComment: '',
  unreachableDefinitions: true,
  style: { singleQuote: true, printWidth: 110 },
};

/** What is said of the schema that holds all others. */
const OF_THE_HOLDER = new RegExp(
  [
    '^export (type Nothing = .*|interface Nothing \\{[^}]*\\})\\n+',
    "^/\\*\\*\\n \\* This interface was referenced by `Nothing`'s JSON-Schema\\n.*\\n \\*/\\n",
    "^ \\*\\n \\* This interface was referenced by `Nothing`'s JSON-Schema\\n.*\\n",
  ].join('|'),
  'gm',
);

/**
 * The types of an API as TypeScript: each schema of its own, and for each operation `…Request` and `…Response`, the JSON
 * that is sent and the JSON of a good answer.
 */
export async function typesOf(api: Api, compile: Compile): Promise<string> {
  const { schemas = {} } = api.document.components as { schemas?: JsonObject };
  const own = Object.entries(schemas).map(([key, schema]) => [pascal(key), shapeOf(schema)]);
  const said = api.operations.flatMap((operation) => messagesOf(api, operation));
  const inline = said.filter(({ alias }) => alias === undefined);
  const definitions = Object.fromEntries([...own, ...inline.map(({ name, shape }) => [name, shape])]);
  // What holds the definitions would be a type, too.
  const whole = await compile({ definitions, not: {} }, 'Nothing', OPTIONS);
  const aliases = said.flatMap(({ name, alias }) =>
    alias === undefined ? [] : `export type ${name} = ${alias};`,
  );
  const text = whole.replace(OF_THE_HOLDER, '');
  return [
    `// ${api.title}: made from its contract by "flowx-mock contract types".`,
    '',
    text.trim(),
    '',
    ...aliases,
    '',
  ].join('\n');
}

/** The names of the types that `typesOf` makes of an API's operations. */
export function typeNamesOf(api: Api): string[] {
  return api.operations.flatMap((operation) => messagesOf(api, operation).map(({ name }) => name));
}

interface Message {
  name: string;
  shape: Json;
  /** The type of the schema that it is, where that has a name. */
  alias: string | undefined;
}

function messagesOf(api: Api, { id, body, responses }: Operation): Message[] {
  const good = [...responses].find(([status]) => status.startsWith('2'))?.[1];
  return [
    ...messageOf(api, `${pascal(id)}Request`, body?.content),
    ...messageOf(api, `${pascal(id)}Response`, good?.content),
  ];
}

function messageOf(api: Api, name: string, content: Record<string, MediaType> = {}): Message[] {
  const [, media] = Object.entries(content).find(([type]) => isJson(type)) ?? [];
  if (media?.pointer === undefined) return [];
  const schema = follow(api.document, media.pointer) as Json;
  const ref = isObject(schema) ? schema.$ref : undefined;
  const alias = typeof ref === 'string' && ref.startsWith(COMPONENT) ? nameAt(ref) : undefined;
  return [{ name, shape: shapeOf(schema), alias }];
}

const nameAt = (ref: string): string => pascal(ref.slice(COMPONENT.length));

/** A schema with what makes its type, and no more; an object whose members nobody names may have any. */
function shapeOf(schema: Json | undefined): Json {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (!isObject(schema)) return schema ?? true;
  const kept = Object.entries(schema).filter(([name]) => !SILENT.has(name) && !name.startsWith('x-'));
  const shape = Object.fromEntries(
    kept.map(([name, value]) => {
      if (name === '$ref') return [name, `#/definitions/${nameAt(String(value))}`];
      if (HOLDS_DATA.has(name)) return [name, value];
      if (HOLDS_MAP.has(name))
        return [
          name,
          Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, shapeOf(one)])),
        ];
      return [name, shapeOf(value)];
    }),
  );
  const isOpen = [schema.type].flat().includes('object') && schema.properties === undefined;
  return isOpen ? { additionalProperties: true, ...shape } : shape;
}

/** `start-request` and `startRequest` become `StartRequest`. */
function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
