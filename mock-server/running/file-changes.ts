import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';

/** After this long without another change everything is written, most likely. */
const QUIET_MS = 20;
/** Somebody may write all the time; then it is looked now and then. */
const LONGEST_MS = 200;
/** How often linked files are looked at: a link that leads elsewhere changes nothing at the place it led to. */
const LOOK_MS = 50;

/** Watches files and folders, whether they are there already or not. */
export class FileChanges {
  readonly #watcher: FSWatcher;
  readonly #onQuiet: () => void;
  #timer: NodeJS.Timeout | undefined;
  #since = 0;

  /**
   * @param onQuiet called a moment after the last of some changes that came together
   * @param tell told what cannot be watched
   */
  private constructor(paths: readonly string[], onQuiet: () => void, tell: (text: string) => void) {
    this.#onQuiet = onQuiet;
    this.#watcher = watch([...paths], {
      ignoreInitial: true,
      atomic: false,
      ...(paths.some(hasLinks) && { usePolling: true, interval: LOOK_MS }),
    });
    // The library holds back a second change of a file within 50 ms; the raw event of it comes all the same.
    this.#watcher.on('all', () => this.#changed()).on('raw', () => this.#changed());
    // Not to be able to watch a place must not end the server.
    this.#watcher.on('error', (error) => tell(`--watch: ${(error as Error).message}`));
  }

  /** @returns once everything is being watched */
  static async of(
    paths: readonly string[],
    onQuiet: () => void,
    tell: (text: string) => void,
  ): Promise<FileChanges> {
    const changes = new FileChanges(paths, onQuiet, tell);
    await new Promise<void>((resolve) => changes.#watcher.once('ready', resolve));
    return changes;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#watcher.close();
  }

  #changed(): void {
    const now = performance.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#since + LONGEST_MS - now);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#onQuiet();
      },
      Math.min(QUIET_MS, left),
    );
  }
}

/** Whether a path is a link, or a folder with links in it, as Docker and Kubernetes mount them. */
function hasLinks(path: string): boolean {
  try {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) return true;
    return stats.isDirectory() && readdirSync(path).some((name) => hasLinks(join(path, name)));
  } catch {
    return false;
  }
}
