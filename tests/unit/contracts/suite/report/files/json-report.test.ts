import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { json } from '../../../../../../contracts/suite/report/files/json-report.ts';
import { root } from '../../../../../repository/project-files.ts';
import { hostileReport } from '../../reporters/hostile-report.ts';
import { allGreen, manyFindings, threeViolations } from '../../reporters/made-up.ts';

const schema = JSON.parse(readFileSync(join(root, 'contracts/report.schema.json'), 'utf8'));
/** As strict as the type: what it does not name is a mistake. */
const closed = JSON.parse(
  JSON.stringify(schema, (_, value) =>
    value?.properties && value.type === 'object' ? { ...value, additionalProperties: false } : value,
  ),
);
const ajv = new Ajv2020({ allErrors: true });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
const validate = ajv.compile(closed);
const mistakesOf = (value: unknown) => (validate(value) ? [] : (validate.errors ?? []));

test.each([
  ['all green', allGreen()],
  ['three violations', threeViolations()],
  ['many findings', manyFindings()],
])('%s is valid and whole', (_, made) => {
  const { $schema, ...written } = JSON.parse(json(made));
  expect(mistakesOf({ $schema, ...written })).toEqual([]);
  expect($schema).toBe(schema.$id);
  expect(written).toEqual(made);
});

test('the schema sees a mistake', () => {
  expect(mistakesOf({ ...threeViolations(), exitCode: 2 })).not.toEqual([]);
  expect(mistakesOf({ ...threeViolations(), surprise: 1 })).not.toEqual([]);
});

test('no text of a server breaks it or is lost', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const { $schema, ...written } = JSON.parse(json(made));
      expect(mistakesOf({ $schema, ...written })).toEqual([]);
      expect(JSON.stringify(written)).toBe(JSON.stringify(made));
    }),
  );
});
