// A server tells secrets that nobody has declared, in every place of its answers: no report tells them on.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundledApis, loadApis } from '../../contracts/reader/read-api.ts';
import { writeReports } from '../../contracts/suite/report/files/write-reports.ts';
import { terminal } from '../../contracts/suite/report/terminal/terminal.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { Canaries } from '../canaries.ts';
import { listen, verifying } from '../verified.ts';

const FORMATS = ['junit', 'ctrf', 'html', 'sarif', 'json'];

test('none of two hundred canaries turns up in a report or on the terminal', async () => {
  const canaries = new Canaries();
  const { url, close } = await listen(
    createServer((req, res) => {
      req.resume();
      const body = { ...canaries.members(), message: `the key is ${canaries.address()}` };
      const { 'X-Vault-Token': again } = body as Record<string, unknown>;
      res.writeHead(200, {
        ...canaries.headers(),
        location: canaries.address(),
        'content-type': 'application/json',
      });
      res.end(JSON.stringify({ ...body, status: `refused ${again}` }));
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'told-on-'));
  try {
    const apis = loadApis([bundledApis()]).filter(({ name }) => name === 'apptor');
    const report = await verify(verifying(url, { cases: 1, apis }));
    expect(report.cases.flatMap(({ findings }) => findings).length).toBeGreaterThan(10);
    expect(canaries.planted).toBeGreaterThan(200);
    await writeReports(report, FORMATS.map((format) => `${format}=${join(folder, format)}`).join(','));
    const told = [terminal(report, { color: false }), terminal(report, { color: true })];
    for (const file of await readdir(folder)) told.push(await readFile(join(folder, file), 'utf8'));
    expect(told).toHaveLength(2 + FORMATS.length);
    for (const text of told) expect(text.match(/.{0,80}canary\d+.{0,20}/)?.[0]).toBeUndefined();
    expect(told.join('')).toContain('***');
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
});
