// `flowx-mock contract types`: what it prints compiles, for the APIs that ship and for others.
import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { run } from '../../../../mock-server/cli/program.ts';
import { thirdApi } from '../../../third-api.ts';
import { surrounded } from './surrounded.ts';

const [third = ''] = readdirSync(thirdApi);

async function types(...argv: string[]) {
  const around = surrounded();
  const code = await run(['contract', 'types', ...argv], around);
  return { code, out: around.out(), said: around.said() };
}

test('an API that ships', async () => {
  const { code, out } = await types('flowx');
  expect(code).toBe(0);
  expect(out).toMatch(/^\/\/ FlowX\.AI runtime: made from its contract/);
  expect(out).toContain('export type StartProcessByBuildResponse = ProcessInstance;');
  expect(out).not.toContain('Nothing');
});

test('an API of the user', async () => {
  const { code, out } = await types(third, '--contracts', thirdApi);
  expect(code).toBe(0);
  expect(out).toMatch(/^export (interface|type) \w+Response\b/m);
});

test.each([
  [[], 'say which API: apptor, flowx'],
  [['nobody'], 'there is no API "nobody": apptor, flowx'],
  [['flowx', '--contracts', 'nowhere'], 'the contracts folder nowhere does not exist'],
])('%j is wrong usage', async (argv, message) => {
  const { code, said } = await types(...argv);
  expect(code).toBe(2);
  expect(said).toContain(message);
});
