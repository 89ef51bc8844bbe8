import type { WorldRecord } from '../../interface/store.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import type { LineEntry } from './image-line.ts';
import { lostRecord } from './stored-record.ts';

/** What of an image was taken although it is not as it was written (`--accept-edits`). */
export class BodyEdits {
  /** By world and id, the line on which an instance stands. */
  readonly #lines = new Map<string, number>();
  readonly #edited = new Set<string>();
  readonly #told: string[] = [];
  #lineCount = 0;

  /** Whether there were any. */
  get any(): boolean {
    return this.#lineCount > 0 || this.#told.length > 0;
  }

  /** What people should know. */
  get summary(): string {
    const lines = this.#lineCount > 0 ? [`${this.#lineCount} lines that were edited`] : [];
    return `taken as it is, and written anew: ${[...lines, ...this.#told].join(', ')}`;
  }

  /** Whether an instance was edited. */
  has(world: string, id: string): boolean {
    return this.#edited.has(keyOf(world, id));
  }

  head(): void {
    this.#told.push('instances.json');
  }

  /** @param more how many lines there are more than were written; less than 0 when there are fewer */
  body(more: number): void {
    if (more > 0) this.#told.push(`${more} lines more`);
    if (more < 0) this.#told.push(`${-more} lines fewer`);
    if (more === 0 && this.#lineCount === 0) this.#told.push('lines in another order');
  }

  /** A line that is as it was written. @throws UnusableFolder when its instance stands there twice */
  untouched(path: string, entry: LineEntry, number: number): void {
    if (!('instance' in entry)) return;
    const key = keyOf(entry.world, entry.instance.id);
    const first = this.#lines.get(key);
    this.#lines.set(key, number);
    if (first === undefined) return;
    const twice = `lines ${first} and ${number} have the same instance, ${entry.instance.id} of world ${entry.world}`;
    throw new UnusableFolder(path, twice, 'Remove one of them, or give it another id.');
  }

  /** A line that is not. @throws UnusableFolder when its instance stands there twice */
  line(path: string, entry: LineEntry, number: number): void {
    this.untouched(path, entry, number);
    this.#lineCount += 1;
    if ('instance' in entry) this.#edited.add(keyOf(entry.world, entry.instance.id));
  }

  /** What a world begins with that has instances and no record. */
  worldWithoutRecord(world: string): WorldRecord {
    this.#told.push(`world ${world}, whose seed and clock begin anew`);
    return lostRecord(world);
  }

  /** An edited instance that a log has in a later version. */
  overridden(world: string, id: string): void {
    this.#told.push(`not instance ${id} of world ${world}, of which a log has a later version`);
  }
}

const keyOf = (world: string, id: string): string => `${world} ${id}`;
