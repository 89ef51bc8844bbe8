// Goal T1, on the contracts' side: no generated answer breaks the contract, whatever the operation, status and seed.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { type ContractAnswer, contractAnswer } from '../../../../contracts/reader/answer-from-contract.ts';
import { compileContracts } from '../../../../contracts/reader/contract.ts';
import { bundledApis, loadApis } from '../../../../contracts/reader/read-api.ts';
import { full } from '../../../full.ts';
import { scratchFolder } from '../../../own-fixtures.ts';

jest.setTimeout(120_000);

const SEEDS = full ? 10_000 : 20;
const THIRD = new URL('../../../third-api', import.meta.url).pathname;

const contracts = loadApis([bundledApis(), THIRD]).flatMap((api) => [...compileContracts(api).values()]);
const lowerCased = ({ status, headers, body }: ContractAnswer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body,
});

describe.each(contracts)('$operation.id', (contract) => {
  const { operation } = contract;

  test.each([...operation.responses.keys()])(`%s: ${SEEDS} seeds`, async (declared) => {
    const broken: unknown[] = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const wanted = { seed: String(seed), declared, examples: false, optionalHeaders: true };
      const violations = contract.checkAnswer(lowerCased(await contractAnswer(contract, wanted)));
      if (violations.length > 0) broken.push({ seed, violations });
    }
    expect(broken).toEqual([]);
  });
});

test('every operation of three APIs was there', () => {
  expect(contracts.length).toBeGreaterThanOrEqual(14);
});

test('what is writeOnly is left out of an example', async () => {
  const folder = join(scratchFolder(), 'small');
  const user = {
    type: 'object',
    required: ['name', 'password'],
    properties: { name: { type: 'string' }, password: { type: 'string', writeOnly: true } },
  };
  const example = [{ name: 'anna', password: 'geheim' }];
  const media = { schema: { type: 'array', items: user }, example };
  const operation = { operationId: 'x', responses: { '200': { content: { 'application/json': media } } } };
  const head = { openapi: '3.1.0', info: {}, 'x-mock': { prefixes: ['/a'], refusal: '{detail}' } };
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'openapi.yaml'),
    JSON.stringify({ ...head, paths: { '/a/x': { get: operation } } }),
  );
  const [contract] = loadApis([folder]).flatMap((api) => [...compileContracts(api).values()]);
  if (!contract) throw new Error('there is no operation');
  const answer = await contractAnswer(contract, { seed: '1' });
  expect(answer).toMatchObject({ source: 'example', body: [{ name: 'anna' }] });
  expect(answer.body).not.toEqual(example);
  expect(contract.checkAnswer(lowerCased(answer))).toEqual([]);
});
