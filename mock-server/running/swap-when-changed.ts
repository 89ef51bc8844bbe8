import { relative, resolve } from 'node:path';
import { absentFiles } from '../../contracts/reader/fixture-files.ts';
import { loadNextSimulation } from '../simulation/load-next-simulation.ts';
import { checkApis } from './check-apis.ts';
import { changedFiles, digestsOf, isCovered, isWithin } from './file-digests.ts';
import type { RunOptions } from './run-options.ts';
import { sourceFolders } from './source-folders.ts';
import type { Running } from './start-server.ts';
import { unchangeableOptions } from './unchangeable-options.ts';

/** What health and terminal call a change that was not taken over. */
const ABOUT = 'sources';

/** Where a stand-in is read from. */
export interface Watched {
  /** The configuration file, which need not be there. */
  configuration: string;
  /** The options as they are now. @throws Mistake */
  settle: () => RunOptions;
}

/** Reads a running stand-in anew when what it was read from has changed; a mistake keeps the last good version. */
export class SwapWhenChanged {
  readonly #running: Running;
  readonly #watched: Watched;
  #options: RunOptions;
  /** The files of the version that answers. */
  #good: Map<string, string>;
  /** The digests of the last try that failed with a mistake, and whether the mistake was told. */
  #tried: { files: Map<string, string>; told: boolean } | undefined;

  constructor(running: Running, options: RunOptions, watched: Watched) {
    this.#running = running;
    this.#options = options;
    this.#watched = watched;
    this.#good = digestsOf(this.paths);
  }

  /** The files and folders that matter at present. */
  get paths(): string[] {
    const { contracts, fixtures, faults } = sourceFolders(this.#options);
    const folders = [...contracts, fixtures].map((path) => resolve(path));
    const files = [...(typeof faults === 'string' ? [faults] : []), this.#watched.configuration];
    const referred = this.#running.simulation.apis.flatMap(({ api }) => [...api.origins.files]);
    const elsewhere = new Set(referred.filter((file) => !isCovered(file, folders)));
    return [...folders, ...files.map((path) => resolve(path)), ...elsewhere];
  }

  /**
   * Looks whether something has changed, and takes it over.
   * @returns false when it is a mistake that is not told yet: it may be a file that is only half written
   */
  async look(): Promise<boolean> {
    const files = digestsOf(this.paths);
    const changed = changedFiles(this.#good, files);
    if (changed.length === 0) {
      this.#mended('mended: everything is as it was when the last good version was read');
      return true;
    }
    const again = this.#tried && changedFiles(this.#tried.files, files).length === 0;
    if (again && this.#tried?.told) return true;
    try {
      await this.#takeOver(files, changed);
      return true;
    } catch (error) {
      if (again) this.#tell(changed, error as Error);
      this.#tried = { files, told: again === true };
      return again === true;
    }
  }

  async #takeOver(files: Map<string, string>, changed: string[]): Promise<void> {
    const options = this.#watched.settle();
    const { simulation: before } = this.#running;
    const sources = sourceFolders(options);
    const elsewhere = sources.fixtures !== sourceFolders(this.#options).fixtures;
    const watched = this.paths;
    // Nobody looked at other places before, and fixtures of another folder are others.
    const unchanged = (path: string): boolean =>
      !elsewhere &&
      watched.some((known) => isWithin(resolve(path), known)) &&
      !changed.some((file) => isWithin(file, path));
    const { simulation, takeOver } = await loadNextSimulation(before, sources, unchanged);
    checkApis(options.apis, simulation.apis);
    const answer = this.#running.prepare(simulation);
    const quarantined = before.store.size;
    await takeOver();
    answer();
    const fixed = unchangeableOptions(this.#options, options);
    this.#options = options;
    // Other folders may matter now, which nobody looked at before.
    const now = [...digestsOf(this.paths)];
    this.#good = new Map(now.map(([path, digest]) => [path, files.get(path) ?? digest]));
    this.#said(changed, fixed, quarantined);
    if (!elsewhere) return;
    for (const text of simulation.apis.flatMap(({ api, fixtures }) => absentFiles(api, fixtures) ?? []))
      options.tell(text);
  }

  #said(changed: string[], fixed: string[], quarantined: number): void {
    const { store } = this.#running.simulation;
    const { tell } = this.#options;
    this.#mended('mended');
    tell(`taken over: ${listed(changed)}`);
    for (const text of fixed) tell(text);
    if (store.size > quarantined && store.summary !== undefined) tell(store.summary);
    const back = quarantined - store.size;
    if (back > 0) tell(`stored instances that did not fit and are shown again: ${back}`);
  }

  #tell(changed: string[], { message }: Error): void {
    const text = `${listed(changed)} changed, and was not taken over: ${message}\nThe last good version answers. Mend it, or undo it.`;
    this.#running.simulation.notices.wrong(ABOUT, text);
  }

  #mended(text: string): void {
    this.#tried = undefined;
    this.#running.simulation.notices.mended(ABOUT, text);
  }
}

/** How many files are named. */
const NAMED = 3;

function listed(files: string[]): string {
  const names = files.map((file) => {
    const shown = relative(process.cwd(), file);
    return shown.startsWith('..') ? file : shown;
  });
  const more = names.length > NAMED ? ` and ${names.length - NAMED} files more` : '';
  return names.slice(0, NAMED).join(', ') + more;
}
