import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake, type Mistakes } from '../files/mistake.ts';
import { escapeKey, follow, fromPointer } from '../files/pointer.ts';
import { readSource, type SourceFile } from '../files/source-file.ts';
import type { SourcePositions } from '../files/source-positions.ts';
import { HOLDS_DATA } from '../schema/keywords.ts';

/** Where a part goes in `components` when it is referred to from another file. */
type Kind = 'schemas' | 'parameters' | 'headers' | 'responses' | 'examples' | 'requestBodies' | 'pathItems';

const KIND_OF_MEMBERS: Record<string, Kind> = {
  parameters: 'parameters',
  headers: 'headers',
  responses: 'responses',
  examples: 'examples',
  schemas: 'schemas',
  requestBodies: 'requestBodies',
  paths: 'pathItems',
};

/** What stands for a part that is not there. */
const BLANK: Record<Kind, JsonObject> = {
  schemas: {},
  parameters: { name: 'nowhere', in: 'query', schema: {} },
  headers: { schema: {} },
  responses: { description: '' },
  examples: {},
  requestBodies: { content: {} },
  pathItems: {},
};

/**
 * Makes one OpenAPI document of an API folder: every `$ref` to a file becomes one into `components`, path items are
 * put in place. Objects are moved, not copied, so `origins` still knows where each was written.
 *
 * @param mistakes gets every file that is missing and every `$ref` that leads nowhere, with file and line
 * @returns the OpenAPI 3.1 document as JSON; where a `$ref` leads nowhere stands a part that says nothing, so that whoever
 *   reads on finds the other mistakes, and only those
 */
export function bundle(root: SourceFile, origins: SourcePositions, mistakes: Mistakes): JsonObject {
  if (!isObject(root.value)) throw Mistake.at(root.place(''), 'an OpenAPI document is an object');
  return new Bundler(root, origins, mistakes).run();
}

class Bundler {
  readonly #root: SourceFile;
  readonly #origins: SourcePositions;
  readonly #document: JsonObject;
  readonly #files = new Map<string, SourceFile>();
  readonly #hoisted = new Map<string, string>();
  /** A part may be come to by several ways, and its references are no longer against its own file after the first. */
  readonly #redirected = new WeakSet<JsonObject>();
  readonly #mistakes: Mistakes;

  constructor(root: SourceFile, origins: SourcePositions, mistakes: Mistakes) {
    this.#root = root;
    this.#mistakes = mistakes;
    this.#origins = origins;
    this.#document = root.value as JsonObject;
    this.#files.set(root.path, root);
    origins.note(root);
  }

  run(): JsonObject {
    // First what stands in `components` already: later it also holds what was brought there from other files.
    const { components = {}, ...rest } = this.#document;
    this.#members(this.#root, components, 'components');
    for (const [key, part] of Object.entries(rest)) this.#members(this.#root, part, key);
    return this.#document;
  }

  /** Walks the members of a map or list that stands under `key`. */
  #members(file: SourceFile, value: Json, key: string): void {
    if (key.startsWith('x-') || key === 'example') return;
    const kind = KIND_OF_MEMBERS[key];
    if (kind === 'examples') this.#examples(file, value);
    else if (Array.isArray(value)) {
      for (const item of value) this.#part(file, item, kind, key);
    } else if (isObject(value)) {
      for (const [name, child] of Object.entries(value)) {
        if (kind === 'pathItems' && isObject(child)) value[name] = this.#inline(file, child);
        this.#part(file, value[name] as Json, kind ?? kindOfSingle(name), name);
      }
    }
  }

  #part(file: SourceFile, value: Json, kind: Kind | undefined, key: string): void {
    if (kind === 'schemas') this.#schema(file, value);
    else if (!isObject(value)) this.#members(file, value, key);
    else if (typeof value.$ref === 'string' && kind) this.#redirect(file, value, kind);
    else this.#members(this.#fileOf(value, file), value, kind ? '' : key);
  }

  #examples(file: SourceFile, value: Json): void {
    if (!isObject(value)) return;
    for (const example of Object.values(value)) {
      if (isObject(example) && typeof example.$ref === 'string') this.#redirect(file, example, 'examples');
    }
  }

  #schema(file: SourceFile, value: Json): void {
    if (Array.isArray(value)) for (const item of value) this.#schema(file, item);
    if (!isObject(value)) return;
    if (typeof value.$ref === 'string') this.#redirect(file, value, 'schemas');
    for (const [key, child] of Object.entries(value)) {
      if (!HOLDS_DATA.has(key) && !key.startsWith('x-')) this.#schema(file, child);
    }
  }

  /** Puts a path item that stands in a file of its own in place. */
  #inline(file: SourceFile, item: JsonObject): Json {
    if (typeof item.$ref !== 'string') return item;
    const found = this.#mistakes.attempt(() => this.#target(file, item));
    return found ? (follow(found.target.value, found.pointer) as Json) : { ...BLANK.pathItems };
  }

  /** Makes a `$ref` one within the document; what it names in another file is brought to `components`. */
  #redirect(file: SourceFile, holder: JsonObject, kind: Kind): void {
    if (this.#redirected.has(holder)) return;
    this.#redirected.add(holder);
    const found = this.#mistakes.attempt(() => this.#target(file, holder));
    if (!found) {
      delete holder.$ref;
      Object.assign(holder, structuredClone(BLANK[kind]));
      return;
    }
    const { target, pointer } = found;
    if (target === this.#root) {
      holder.$ref = `#${pointer}`;
      return;
    }
    const whole = target.path.endsWith('.schema.json') || pointer === '';
    const [first = '', ...rest] = fromPointer(pointer);
    const name = whole ? basename(target.path).replace(/(\.schema)?\.(json|ya?ml)$/, '') : first;
    const under = whole ? pointer : rest.map((key) => `/${escapeKey(key)}`).join('');
    const from = `${target.path}#${whole ? '' : first}`;
    this.#hoist(
      target,
      whole ? target.value : (follow(target.value, `/${escapeKey(first)}`) as Json),
      kind,
      name,
      from,
    );
    holder.$ref = `#/components/${kind}/${name}${under}`;
  }

  #hoist(target: SourceFile, part: Json, kind: Kind, name: string, from: string): void {
    const slot = `${kind}/${name}`;
    const taken = this.#hoisted.get(slot);
    if (taken === from) return;
    if (taken)
      throw Mistake.at(
        target.place(''),
        `the name ${name} is already used for ${taken}`,
        'Rename one of them.',
      );
    this.#hoisted.set(slot, from);
    const components = child(this.#document, 'components');
    child(components, kind)[name] = part;
    if (kind === 'schemas' && isObject(part)) {
      delete part.$id;
      delete part.$schema;
    }
    this.#part(target, part, kind, name);
  }

  #target(file: SourceFile, holder: JsonObject): { target: SourceFile; pointer: string } {
    const [path = '', pointer = ''] = String(holder.$ref).split('#');
    const target = path === '' ? file : this.#read(resolve(dirname(file.path), path), holder);
    if (follow(target.value, pointer) !== undefined) return { target, pointer };
    throw Mistake.at(this.#placeOf(holder), `$ref "${holder.$ref}" leads nowhere`);
  }

  #read(path: string, holder: JsonObject): SourceFile {
    const known = this.#files.get(path);
    if (known) return known;
    if (!existsSync(path))
      throw Mistake.at(this.#placeOf(holder), `$ref "${holder.$ref}": there is no such file`);
    const source = readSource(path);
    this.#files.set(path, source);
    this.#origins.note(source);
    return source;
  }

  #placeOf(holder: JsonObject) {
    return this.#origins.place(holder) ?? this.#root.place('');
  }

  /** Path items were put in place from files of their own, against which their references stand. */
  #fileOf(value: JsonObject, otherwise: SourceFile): SourceFile {
    const [outermost] = [...this.#origins.ancestors(value)].reverse();
    for (const source of this.#files.values()) if (source.value === outermost) return source;
    return otherwise;
  }
}

function kindOfSingle(key: string): Kind | undefined {
  if (key === 'schema') return 'schemas';
  return key === 'requestBody' ? 'requestBodies' : undefined;
}

function child(parent: JsonObject, key: string): JsonObject {
  const existing = parent[key];
  if (isObject(existing)) return existing;
  const made: JsonObject = {};
  parent[key] = made;
  return made;
}
