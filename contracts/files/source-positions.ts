import { isObject, type Json } from './json.ts';
import type { Place } from './mistake.ts';
import { escapeKey } from './pointer.ts';
import type { SourceFile } from './source-file.ts';

interface Origin {
  source: SourceFile;
  pointer: string;
  parent: object | undefined;
}

/**
 * Remembers, for every object and array that was read from a file, where it stood and inside what. Bundling moves the
 * objects themselves, so a schema that ajv reports as broken still leads back to its line.
 */
export class SourcePositions {
  readonly #known = new WeakMap<object, Origin>();
  readonly #files = new Set<string>();
  #verified = true;
  #tells = false;

  /** Whether the build checked everything that was noted, as it is. */
  get verified(): boolean {
    return this.#verified;
  }

  /** Whether some part says how sure it is (`x-provenance`); where none does, a contract is documentation as a whole. */
  get tellsProvenance(): boolean {
    return this.#tells;
  }

  /** The paths of all files that were noted. */
  get files(): ReadonlySet<string> {
    return this.#files;
  }

  /** Notes every object below `source.value`. */
  note(source: SourceFile): void {
    this.#files.add(source.path);
    this.#verified &&= source.verified;
    this.#walk(source, source.value, '', undefined);
  }

  /** Something was changed that nobody checked. */
  doubt(): void {
    this.#verified = false;
  }

  /** Whether a value was read from one of the files. */
  knows(value: object): boolean {
    return this.#known.has(value);
  }

  /** The file, line and pointer at which an object was written. */
  place(value: object): Place | undefined {
    const origin = this.#known.get(value);
    return origin?.source.place(origin.pointer);
  }

  /** The object and those around it in its file, innermost first. */
  *ancestors(value: object): Generator<object> {
    for (let here: object | undefined = value; here; here = this.#known.get(here)?.parent) yield here;
  }

  #walk(source: SourceFile, value: Json, pointer: string, parent: object | undefined): void {
    if (!isObject(value) && !Array.isArray(value)) return;
    this.#known.set(value, { source, pointer, parent });
    if (isObject(value) && value['x-provenance'] !== undefined) this.#tells = true;
    for (const [key, child] of Object.entries(value)) {
      this.#walk(source, child as Json, `${pointer}/${escapeKey(key)}`, value);
    }
  }
}
