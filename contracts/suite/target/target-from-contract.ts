import type { Api } from '../../reader/api.ts';
import { credentialsOf } from '../../reader/calls/credentials.ts';
import { goodCall } from '../../reader/calls/good-call.ts';
import type { Contract } from '../../reader/contract.ts';
import type { ApiTarget } from './target.ts';

/**
 * What a contract alone says of a server: the credentials it accepts. Ids are the documented ones or made up, and an
 * operation for which no call can be made is left out, with the reason.
 */
export function targetFromContract(api: Api, contracts: Iterable<Contract>): ApiTarget {
  const credentials = Object.entries(credentialsOf(api)).map(([name, value]) => [name, { value }] as const);
  const operations = [...contracts].flatMap((contract) => {
    const call = goodCall(contract, '');
    return 'impossible' in call ? [[contract.operation.id, { skip: call.impossible }] as const] : [];
  });
  return {
    values: {},
    credentials: Object.fromEntries(credentials),
    operations: Object.fromEntries(operations),
  };
}
