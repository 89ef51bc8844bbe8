// Nothing secret is ever told: canaries in every place a run has, searched for in everything it gives away.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { bundledApis, loadApis } from '../../../../../contracts/reader/read-api.ts';
import { secretNamesOf } from '../../../../../contracts/reader/secret-names.ts';
import { writeReports } from '../../../../../contracts/suite/report/files/write-reports.ts';
import { terminal } from '../../../../../contracts/suite/report/terminal/terminal.ts';
import { plan, verify } from '../../../../../contracts/suite/run/verify.ts';
import { overlayOf } from '../../../../../contracts/suite/run/waivers.ts';
import { KnownSecrets } from '../../../../../contracts/suite/sending/known-secrets.ts';
import { listen, verifying } from '../../../../verified.ts';

/** As a file has it. */
const variable = (name: string): string => ['$', '{', name, '}'].join('');

const canary = fc
  .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
  .filter((text) => /\S{8}/.test(text));

test('no form of a secret is left in a text', () => {
  fc.assert(
    fc.property(canary, fc.string(), fc.string(), (secret, before, after) => {
      const secrets = new KnownSecrets(new Map([[secret, '$S']]), secretNamesOf([]));
      const forms = [
        secret,
        encodeURIComponent(secret),
        encodeURIComponent(encodeURIComponent(secret)),
        JSON.stringify(secret).slice(1, -1),
        JSON.stringify(JSON.stringify(secret)).slice(3, -3),
        Buffer.from(secret).toString('hex'),
      ];
      for (const form of forms) {
        const masked = secrets.text(`${before}|${form}|${after}`);
        expect(masked.toLowerCase()).not.toContain(form.toLowerCase());
        expect(masked).toContain('$S');
      }
    }),
  );
});

test('Base64 hides nothing, wherever the secret stands in it', () => {
  fc.assert(
    fc.property(
      canary,
      fc.string({ maxLength: 10 }),
      fc.string({ maxLength: 10 }),
      (secret, before, after) => {
        const whole = Buffer.from(`${before}${secret}${after}`).toString('base64');
        const masked = new KnownSecrets(new Map([[secret, '$S']]), secretNamesOf([])).text(whole);
        const told = masked.split('$S').map((part) => Buffer.from(part, 'base64').toString());
        expect(masked).toContain('$S');
        for (const part of told) expect(part).not.toContain(secret);
      },
    ),
  );
});

test('canaries in credentials, ids, bodies, URLs and error texts turn up in no report, file or message', async () => {
  const canaries = ['cAnAry-Key/1+=&%', 'cAnAry "quoted" two', 'cAnArythree', 'cAnAry-four', 'cAnAry-five'];
  const [key = '', bad = '', path = '', body = '', read = ''] = canaries;
  // Everything that was sent comes back: in headers, in the body, in an encoded form.
  const { url, close } = await listen(
    createServer(async (req, res) => {
      let text = '';
      for await (const chunk of req) text += chunk;
      const all = JSON.stringify({ url: req.url, headers: req.headers, text });
      res.setHeader('x-echo', encodeURIComponent(all).slice(0, 4000));
      res.setHeader('set-cookie', `session=${Buffer.from(all).toString('base64url').slice(0, 500)}`);
      res.writeHead(500, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify({
          status: 500,
          message: all,
          path: req.url,
          key,
          errors: Buffer.from(all).toString('base64'),
        }),
      );
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'canaries-'));
  try {
    const targets = join(folder, 'targets.yaml');
    await writeFile(
      targets,
      stringify({
        apis: {
          apptor: {
            basePath: `/${variable('IN_PATH')}`,
            values: {
              processId: variable('IN_BODY'),
              nodeId: 'node',
              endingProcessId: 'e',
              failingProcessId: 'f',
            },
            credentials: {
              apiKey: { value: variable('KEY'), bad: [{ name: 'bad', value: bad, refusal: 'key-unknown' }] },
            },
            readBack: { url: '{base}/{id}', headers: { Authorization: `Bearer ${variable('READ')}` } },
          },
        },
      }),
    );
    const env = { KEY: key, IN_PATH: path, IN_BODY: body, READ: read };
    const options = verifying(url, {
      targets,
      env,
      cases: 1,
      apis: loadApis([bundledApis()]).filter(({ name }) => name === 'apptor'),
    });
    const report = await verify(options);
    expect(report.exitCode).toBe(1);
    expect(report.cases.flatMap(({ findings }) => findings).length).toBeGreaterThan(50);
    const formats = ['junit', 'ctrf', 'html', 'sarif', 'json'];
    await writeReports(report, formats.map((format) => `${format}=${join(folder, 'out', format)}`).join(','));
    const files = await readdir(join(folder, 'out'));
    expect(files.sort()).toEqual([...formats].sort());
    const told = [
      ...(await Promise.all(files.map((file) => readFile(join(folder, 'out', file), 'utf8')))),
      terminal(report, { color: true }),
      overlayOf(report, options.apis),
      JSON.stringify(await plan(options)),
      await verify({ ...options, url: 'http://192.0.2.1' }).catch((error: Error) => error.message),
    ];
    const sought = canaries.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').slice(0, -4),
    ]);
    for (const text of told)
      for (const secret of sought) expect(String(text).includes(secret) ? secret : '').toBe('');
    expect(told.join('')).toContain('$KEY');
  } finally {
    await close();
    await rm(folder, { recursive: true });
  }
}, 60_000);
