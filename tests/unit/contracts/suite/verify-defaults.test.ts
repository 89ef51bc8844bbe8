// Who judges a server from a program says where it is, and what is to be otherwise than on the command line.
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

test('the plan of a run is made with no more, too', async () => {
  const planned = await plan({ url: 'http://127.0.0.1:4010', only: ['getInstance'], cases: 1 });
  expect(planned.some(({ operationId }) => operationId === 'getInstance')).toBe(true);
});
