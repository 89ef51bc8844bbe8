// Who judges a server from a program says where it is, and what is to be otherwise than on the command line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { plan } from '../../../../contracts/suite/run/verify.ts';
import { withDefaults } from '../../../../contracts/suite/run/verify-defaults.ts';
import { VERIFY_RULES } from '../../../../mock-server/cli/settings/verify-settings.ts';

test('only the address has to be given; everything else is as the flags have it', () => {
  const options: object = withDefaults({ url: 'http://127.0.0.1:4010/', seed: '1' });
  const ofFlags = VERIFY_RULES.flatMap(({ name, default: value }) =>
    value !== undefined && name in options ? [[name, value]] : [],
  );
  expect(ofFlags.length).toBeGreaterThan(5);
  expect(options).toMatchObject({ ...Object.fromEntries(ofFlags), url: 'http://127.0.0.1:4010' });
  expect(options).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

/** The members of the exported type, each with what is written above it. */
function documented(): [name: string, text: string][] {
  const file = join(import.meta.dirname, '../../../../contracts/suite/run/verify-options.ts');
  const [, members = ''] =
    readFileSync(file, 'utf8').match(/interface VerifyOptions \{\n([\s\S]*?)\n\}/) ?? [];
  return [...members.matchAll(/^ {2}\/\*\*([\s\S]*?)\*\/\n {2}(\w+)\??:/gm)].map(
    ([, text = '', name = '']) => [name, text],
  );
}

test('the exported type says each default at its option', () => {
  const options = withDefaults({ url: 'http://127.0.0.1:4010' }) as unknown as Record<string, unknown>;
  const { url: _, apis: __, version: ___, env, ...values } = options;
  expect(env).toBe(process.env);
  const tagged = documented().flatMap(([name, text]) => {
    const [, value] = text.match(/@default (.+)/) ?? [];
    return value === undefined || name === 'env' ? [] : [[name, JSON.parse(value.replaceAll("'", '"'))]];
  });
  expect(Object.fromEntries(tagged)).toEqual(values);
  const silent = documented().filter(([, text]) => !/@default |Default: /.test(text));
  expect(silent.map(([name]) => name)).toEqual(['url', 'progress', 'tell']);
});

test('the plan of a run is made with no more, too', async () => {
  const planned = await plan({ url: 'http://127.0.0.1:4010', only: ['getInstance'], cases: 1 });
  expect(planned.some(({ operationId }) => operationId === 'getInstance')).toBe(true);
});
