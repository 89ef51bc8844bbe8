import type { ControlPlane } from './control-plane.ts';

/** What is said of a snapshot. */
export interface SnapshotInfo {
  name: string;
  /** Its present, ISO 8601. */
  now: string;
  /** How many it has. */
  instances: number;
}

/** How one is loaded. */
export interface SnapshotLoad {
  /** `keep` as it was, `shift` as old as when it was saved, by whole weeks; `keep` unless given. */
  time?: 'keep' | 'shift';
  /** With `shift`: to the moment. */
  exact?: boolean;
  /** Leaves out what no longer fits, instead of refusing all. */
  quarantine?: boolean;
}

/** In what two differ: `id` of an instance, or of the world where it is not there. */
export interface SnapshotDifference {
  id?: string;
  /** JSON Pointer. */
  pointer: string;
  before?: unknown;
  after?: unknown;
}

/** Snapshots of the stand-in: worlds under names. */
export class Snapshots {
  readonly #control: ControlPlane;

  constructor(control: ControlPlane) {
    this.#control = control;
  }

  /** Keeps this world under a name. */
  async save(name: string): Promise<SnapshotInfo> {
    return (await this.#control.call('PUT', pathOf(name))) as SnapshotInfo;
  }

  /** Ends this world, and begins it anew as the snapshot. @throws ControlPlaneError naming what no longer fits */
  async load(name: string, how: SnapshotLoad = {}): Promise<SnapshotInfo> {
    return (await this.#control.call('POST', `${pathOf(name)}/load`, { body: how })) as SnapshotInfo;
  }

  async list(): Promise<SnapshotInfo[]> {
    return ((await this.#control.call('GET', '/snapshots')) as { items: SnapshotInfo[] }).items;
  }

  /** In what a snapshot differs from another, or from this world as it is. */
  async diff(name: string, other?: string): Promise<SnapshotDifference[]> {
    const answer = await this.#control.call('GET', `${pathOf(name)}/diff`, { query: { with: other } });
    return (answer as { items: SnapshotDifference[] }).items;
  }

  async delete(name: string): Promise<void> {
    await this.#control.call('DELETE', pathOf(name));
  }
}

const pathOf = (name: string): string => `/snapshots/${encodeURIComponent(name)}`;
