import { expect, test } from '@jest/globals';
import { settleExec } from '../../../../mock-server/cli/settings/exec-settings.ts';
import { settle } from '../../../../mock-server/cli/settings/settings.ts';
import { unknownVariables } from '../../../../mock-server/cli/settings/variables.ts';

/** What a container has beside a Service called `flowx-mock` with a named port. */
const KUBERNETES = {
  FLOWX_MOCK_SERVICE_HOST: '10.0.0.17',
  FLOWX_MOCK_SERVICE_PORT: '4010',
  FLOWX_MOCK_SERVICE_PORT_HTTP: '4010',
  FLOWX_MOCK_PORT: 'tcp://10.0.0.17:4010',
  FLOWX_MOCK_PORT_4010_TCP: 'tcp://10.0.0.17:4010',
  FLOWX_MOCK_PORT_4010_TCP_PROTO: 'tcp',
  FLOWX_MOCK_PORT_4010_TCP_PORT: '4010',
  FLOWX_MOCK_PORT_4010_TCP_ADDR: '10.0.0.17',
  FLOWX_MOCK_STAGING_SERVICE_HOST: '10.0.0.18',
  FLOWX_MOCK_STAGING_PORT: 'tcp://10.0.0.18:4010',
};

test('what Kubernetes says of a Service of our name is no setting', () => {
  expect(settle({}, KUBERNETES).port).toBe(4010);
  expect(settle({}, { ...KUBERNETES, PORT: '5000' }).port).toBe(5000);
  expect(settleExec({}, KUBERNETES).port).toBe(0);
  expect(unknownVariables(KUBERNETES, ['FLOWX_MOCK_PORT'])).toEqual([]);
});

test('a port that somebody set is one, and one that is none is refused', () => {
  expect(settle({}, { FLOWX_MOCK_PORT: '4711' }).port).toBe(4711);
  expect(() => settle({}, { FLOWX_MOCK_PORT: 'http' })).toThrow('FLOWX_MOCK_PORT');
});

test('a name that is none of ours is told, with what may have been meant', () => {
  const known = ['FLOWX_MOCK_DATA', 'FLOWX_MOCK_PORT'];
  const env = {
    FLOWX_MOCK_DATTA: 'x',
    FLOWX_MOCK_ELSE: 'y',
    FLOWX_MOCK_DATA: 'z',
    FLOWX_MOCK_URL: 'u',
    OTHER: 'o',
  };
  expect(unknownVariables(env, known)).toEqual([
    'there is no setting FLOWX_MOCK_DATTA, and it has no effect; did you mean FLOWX_MOCK_DATA?',
    'there is no setting FLOWX_MOCK_ELSE, and it has no effect',
  ]);
});
