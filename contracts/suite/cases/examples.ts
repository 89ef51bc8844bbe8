import type { Contract } from '../../reader/contract.ts';
import type { Json } from '../../reader/json.ts';
import { goodRequestOf } from '../mutations/requests.ts';
import type { OperationTarget } from '../target/target.ts';
import { type Case, single } from './case.ts';
import { createsOf } from './creates.ts';
import { fitted } from './fitted.ts';

/** The documented bodies, or those that the target has instead; one request where there is no body. */
export function exampleCases(contract: Contract, target: OperationTarget): Case[] {
  const creates = createsOf(contract) !== undefined;
  return bodiesOf(contract, target).map(({ name, value }) =>
    single(
      contract,
      `example ${name}`,
      (values) => {
        const good = goodRequestOf(contract);
        const request = value === undefined ? good : { ...good, body: value };
        return { request: fitted(contract, request, values), expected: { accepted: true } };
      },
      creates,
    ),
  );
}

function bodiesOf({ operation }: Contract, { bodies }: OperationTarget): { name: string; value?: Json }[] {
  if (bodies) return bodies.map((value, index) => ({ name: `target ${index + 1}`, value }));
  const [media] = Object.values(operation.body?.content ?? {});
  return media === undefined || media.examples.length === 0 ? [{ name: 'plain' }] : media.examples;
}
