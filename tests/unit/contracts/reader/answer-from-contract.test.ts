// Goal T1, on the contracts' side: no generated answer breaks the contract, whatever the operation, status and seed.
import { describe, expect, jest, test } from '@jest/globals';
import { type ContractAnswer, contractAnswer } from '../../../../contracts/reader/answer-from-contract.ts';
import { compileContracts } from '../../../../contracts/reader/contract.ts';
import { bundledApis, loadApis } from '../../../../contracts/reader/read-api.ts';
import { full } from '../../../full.ts';

jest.setTimeout(120_000);

const SEEDS = full ? 10_000 : 100;
const THIRD = new URL('../../../third-api', import.meta.url).pathname;

const contracts = loadApis([bundledApis(), THIRD]).flatMap((api) => [...compileContracts(api).values()]);
const lowerCased = ({ status, headers, body }: ContractAnswer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body,
});

describe.each(contracts)('$operation.id', (contract) => {
  const { api, operation } = contract;

  test.each([...operation.responses.keys()])(`%s: ${SEEDS} seeds`, async (declared) => {
    const broken: unknown[] = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const wanted = { seed: String(seed), declared, examples: false, optionalHeaders: true };
      const violations = contract.checkAnswer(lowerCased(await contractAnswer(api, operation, wanted)));
      if (violations.length > 0) broken.push({ seed, violations });
    }
    expect(broken).toEqual([]);
  });
});

test('every operation of three APIs was there', () => {
  expect(contracts.length).toBeGreaterThanOrEqual(14);
});
