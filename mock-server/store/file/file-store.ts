import { type Change, type StoreHealth, StoreUnavailable } from '../interface/store.ts';
import { MemoryStore } from '../memory/memory-store.ts';
import { CompactionSchedule } from './compaction/compaction-schedule.ts';
import { HeldFolder } from './folder/held-folder.ts';
import { type OpenFolder, type OpenOptions, openFolder } from './folder/open-folder.ts';
import type { LogRecord } from './log/log-line.ts';

/** How often it is looked whether the files are still there, or can be written again. */
const LOOK_MS = 500;

export interface FileStoreOptions extends OpenOptions {
  /** How many instances there may be. */
  maxInstances?: number;
  /** How many bytes a log may have before it is cut although writes go on. */
  longLog?: number;
  /** How long nothing is to be written before the image is brought up to date, in milliseconds. */
  quiet?: number;
}

/**
 * Keeps instances in a folder: everything in memory to be read, every change appended to a log before it counts, and
 * an image of it brought up to date in the background, for people to read and for the log to be cut.
 */
export class FileStore extends MemoryStore {
  override readonly kind = 'file';
  readonly #tell: (text: string) => void;
  readonly #files: HeldFolder;
  readonly #compaction: CompactionSchedule;
  readonly #looking: NodeJS.Timeout;
  /** While it is there, changes wait. */
  #alone: Promise<void> | undefined;
  /** Why it cannot be written. */
  #trouble: string | undefined;
  #look: Promise<void> | undefined;

  private constructor(folder: string, options: FileStoreOptions, { rows, behind, ...files }: OpenFolder) {
    super(rows, options.maxInstances);
    this.#tell = options.tell;
    this.#files = new HeldFolder(folder, options, files);
    this.#files.failed = ({ message }) => this.#inTrouble(message);
    this.#compaction = new CompactionSchedule({
      folder,
      longLog: options.longLog,
      quiet: options.quiet,
      turn: () => this.#turn(),
      written: (body) => {
        this.#files.body = body;
      },
      tell: options.tell,
    });
    if (behind) this.#compaction.written(files.log.size);
    this.#looking = setInterval(() => void this.#lookAgain(), LOOK_MS).unref();
  }

  /**
   * Opens a folder, which is made if it is not there, and holds it until it is closed.
   * @throws UnusableFolder when somebody else holds it, or something in it cannot be read or written
   */
  static async open(folder: string, options: FileStoreOptions): Promise<FileStore> {
    return new FileStore(folder, options, await openFolder(folder, options));
  }

  override async commit(world: string, change: Change): Promise<boolean> {
    await this.#untilWritable();
    if (!this.rows.fits(world, change)) return false;
    this.checkRoom(world, change);
    const before = this.rows.worlds.get(world);
    const earlier = this.rows.earlier(world, change);
    this.rows.apply(world, change);
    await this.#append({ world, change }, () => this.rows.takeBack(world, before, earlier));
    return true;
  }

  override async drop(world: string): Promise<void> {
    if (!this.rows.worlds.has(world)) return;
    await this.#untilWritable();
    const before = this.rows.worlds.get(world);
    if (!before) return;
    this.rows.drop(world);
    await this.#append({ world, drop: true }, () => this.rows.putBack(world, before));
  }

  override async purge(): Promise<void> {
    await this.#files.log.drained();
    await this.#compaction.now();
    const reason = this.#trouble ?? this.#compaction.lastFailure;
    if (reason !== undefined) throw new StoreUnavailable(reason);
  }

  override health(): StoreHealth {
    const health = super.health();
    const reason = this.#trouble ?? this.#compaction.trouble;
    return reason === undefined ? health : { ...health, ok: false, reason };
  }

  override async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#files.log.drained();
    // Somebody may have taken the files away since the last look.
    await this.#lookAgain();
    if (this.#trouble === undefined) await this.#compaction.finish();
    this.#compaction.stop();
    await this.#files.close();
  }

  /**
   * Waits while it is written elsewhere; where nothing could be written, it is tried once whether it can be again.
   * @throws StoreUnavailable when not
   */
  async #untilWritable(): Promise<void> {
    if (this.#trouble !== undefined) await this.#lookAgain();
    while (this.#alone) await this.#alone;
    if (this.#trouble !== undefined) throw new StoreUnavailable(this.#trouble);
  }

  async #append(record: LogRecord, takeBack: () => void): Promise<void> {
    try {
      await this.#files.log.append(record, takeBack);
    } catch (error) {
      throw new StoreUnavailable((error as Error).message);
    }
    this.#compaction.written(this.#files.log.size);
  }

  #inTrouble(reason: string): void {
    if (this.#trouble === undefined) this.#tell(`nothing can be stored any more: ${reason}; reading goes on`);
    this.#trouble = reason;
  }

  /** Does something while no change is under way; those that come meanwhile wait. */
  async #exclusive<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone;
    let done = (): void => {};
    this.#alone = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await this.#files.log.drained();
      return await work();
    } finally {
      this.#alone = undefined;
      done();
    }
  }

  /** Begins a new log; the number of the finished one is given back. */
  #turn(): Promise<number> {
    return this.#exclusive(async () => {
      if (this.#trouble !== undefined) throw new Error(this.#trouble);
      return this.#files.turn();
    });
  }

  /** Looks whether the files are where they should be, and mends what it can; one look at a time. */
  #lookAgain(): Promise<void> {
    this.#look ??= this.#mend().finally(() => {
      this.#look = undefined;
    });
    return this.#look;
  }

  async #mend(): Promise<void> {
    if (this.#trouble === undefined && (await this.#files.inPlace())) return;
    try {
      await this.#compaction.undisturbed(() =>
        this.#exclusive(() => this.#files.restore(this.rows, this.#trouble !== undefined)),
      );
      if (this.#trouble !== undefined) this.#tell('instances can be stored again');
      this.#trouble = undefined;
    } catch (error) {
      this.#inTrouble((error as Error).message.split('\n', 1)[0] ?? '');
    }
  }
}
