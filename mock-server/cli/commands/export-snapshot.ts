import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Mistake } from '../../../contracts/files/mistake.ts';
import type { ControlPlane } from '../../client/control-plane.ts';
import { fixtureYaml, writeFixture } from './write-fixtures.ts';

/** What an export was asked for. */
export interface ExportSettings {
  /** The folder of fixtures that is written. */
  to?: string;
  redact: string[];
  force: boolean;
}

/** What was written, and what could not be. */
export interface Exported {
  /** By path, how many instances. */
  files: Record<string, number>;
  /** By API, how many have no place in fixtures. */
  left: Record<string, number>;
}

/**
 * Writes a snapshot as `API/instances.yaml` of a fixtures folder.
 * @throws Mistake where a file is there already, unless it may be overwritten
 */
export async function exportSnapshot(
  control: ControlPlane,
  name: string,
  { to, redact, force }: ExportSettings,
): Promise<Exported> {
  if (to === undefined)
    throw new Mistake([{ text: 'snapshot export: where to? --to DIR, a folder of fixtures' }]);
  const query = { redact: redact.length > 0 ? redact.join(',') : undefined };
  const path = `/snapshots/${encodeURIComponent(name)}/export`;
  const { entries, left } = (await control.call('GET', path, { query })) as {
    entries: Record<string, object[]>;
    left: Record<string, number>;
  };
  const files = Object.entries(entries).map(([api, rows]) => ({
    rows,
    path: join(to, api, 'instances.yaml'),
    text: fixtureYaml(to, api, 'instances', rows),
  }));
  const taken = files.filter((one) => existsSync(one.path)).map((one) => one.path);
  if (taken.length > 0 && !force)
    throw new Mistake(
      [{ text: `already there: ${taken.join(', ')}` }],
      'Nothing was written. Choose another folder, or --force to overwrite.',
    );
  for (const one of files) await writeFixture(one.path, one.text);
  return { files: Object.fromEntries(files.map((one) => [one.path, one.rows.length])), left };
}
