import type { JsonSchema } from '../../../files/json.ts';

/** Longer schemas are cut in messages. */
const SHOWN = 200;

/**
 * No value was found for a schema. Inside the walk it makes an optional property go missing or another branch
 * be taken; it leaves `generate` only when nothing else is left.
 */
export class CannotGenerate extends Error {
  override readonly name = 'CannotGenerate';
  /** Where in the value, a JSON Pointer; '' is the whole. */
  readonly pointer: string;
  readonly reason: string;

  constructor(pointer: string, reason: string) {
    super(`no value at ${pointer === '' ? 'the root' : pointer}: ${reason}`);
    this.pointer = pointer;
    this.reason = reason;
  }

  /** Values were made, and none fits. */
  static from(pointer: string, schema: JsonSchema): CannotGenerate {
    const text = JSON.stringify(schema);
    return new CannotGenerate(
      pointer,
      `nothing tried fits ${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}`,
    );
  }

  /** The same failure, told with what was asked for. */
  for(path: string, seed: string | number): CannotGenerate {
    const told = new CannotGenerate(this.pointer, this.reason);
    told.message = `${path}, seed ${seed}: ${this.message}`;
    return told;
  }
}

/**
 * The walk grew beyond its bound; another attempt in the same manner would as well, so nothing below retries.
 */
export class WalkTooLong extends Error {
  override readonly name = 'WalkTooLong';
}
