import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../../../files/make-folder.ts';
import { Mistake } from '../../../files/mistake.ts';
import { html } from '../html/html.ts';
import type { Report } from '../report.ts';
import { ctrf } from './ctrf.ts';
import { json } from './json-report.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';

const FORMATS = { junit, ctrf, html, sarif, json };
type Format = keyof typeof FORMATS;

/** A report that was asked for. */
export interface ReportFile {
  format: Format;
  file: string;
}

/**
 * Writes the reports that `--report` asks for; folders are made. A file is there whole or not at all.
 * @param spec `junit=F,ctrf=F,html=F,sarif=F,json=F`
 * @throws Mistake for a format that does not exist and a file that cannot be written
 */
export async function writeReports(report: Report, spec: string): Promise<void> {
  for (const { format, file } of reportFiles(spec)) await writeWhole(format, file, FORMATS[format](report));
}

/**
 * Reads what `--report` says; worth doing before a run, so that a slip of the pen does not cost its report.
 * @throws Mistake for an unknown format, a file that is not named, and one that is named twice
 */
export function reportFiles(spec: string): ReportFile[] {
  // A comma may be part of a file name: only one before `FORMAT=` separates.
  const files = spec.split(/,(?=[^,=/\\]*=)/).map(reportFile);
  const paths = files.map(({ file }) => resolve(file));
  const twice = files.find(({ file }, index) => paths.indexOf(resolve(file)) !== index);
  if (twice)
    throw new Mistake(
      [{ text: `--report names ${twice.file} twice` }],
      'Each report needs a file of its own.',
    );
  return files;
}

function reportFile(part: string): ReportFile {
  const at = part.indexOf('=');
  const [format, file] = at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  const there = `There are ${Object.keys(FORMATS).join(', ')}: --report junit=FILE,html=FILE`;
  if (!isFormat(format))
    throw new Mistake([{ text: `--report knows no format ${JSON.stringify(format)}` }], there);
  if (file === '') throw new Mistake([{ text: `--report ${format} needs a file` }], there);
  return { format, file };
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

async function writeWhole(format: Format, file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await makeFolder(dirname(file));
    await writeFile(unfinished, text);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new Mistake(
      [{ text: `the ${format} report cannot be written to ${file}: ${(error as Error).message}` }],
      'Name a file in a folder that can be written to.',
    );
  }
}
