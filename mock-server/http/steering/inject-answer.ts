import { STATUS_CODES } from 'node:http';
import { contractAnswer } from '../../../contracts/reader/answer-from-contract.ts';
import type { Api, RefusalRule } from '../../../contracts/reader/api.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import { fillEnvelope } from '../../../contracts/reader/envelope.ts';
import { INJECTED } from '../../../contracts/reader/refusal-rules.ts';
import type { Steering } from '../../domain/faults/fault.ts';
import { causeOf } from '../../domain/journal/why.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { lowerCaseHeaders } from '../transport/lower-case-headers.ts';

/**
 * An answer that was asked for, made from the contract alone: a refusal in the product's envelope, as a real one of
 * that status would be, else the example or generated data of the status.
 */
export async function injectAnswer(exchange: Exchange, steering: Steering): Promise<Answer> {
  const { api: loaded, contract, world, entry } = exchange;
  if (!loaded || !contract) throw new Error('an exchange without operation cannot be answered');
  const { code, example, seed } = steering;
  noteHonoured(exchange, steering);
  const refused = refusalFor(exchange, loaded.api, contract, steering);
  if (refused) entry.refusal = { name: INJECTED, reason: refused.reason };
  if (refused && example === undefined && seed === undefined && fits(contract, refused)) return refused;
  const declared = code === undefined ? undefined : contract.responseFor(code)?.status;
  const made = await contractAnswer(contract, {
    seed: seed ?? world.seed,
    ...(declared !== undefined && { declared }),
    ...(example !== undefined && { example }),
    examples: seed === undefined || example !== undefined,
  });
  const status = code ?? made.status;
  const source = status < 300 ? made.source : 'fault';
  return { ...made, status, headers: { ...refused?.headers, ...made.headers }, source };
}

/** Notes that a preference was honoured. */
export function noteHonoured({ applied }: Exchange, { by }: Steering): void {
  if ('preference' in by) applied.push(by.preference);
}

function refusalFor(
  exchange: Exchange,
  api: Api,
  { operation }: Contract,
  { code = 200, refusal, retryAfter, by }: Steering,
): (Answer & { reason: string }) | undefined {
  if (code < 400) return undefined;
  const rule = ruleFor(api, code, refusal);
  const allowed = api.operations.filter(({ path }) => path === operation.path).map(({ method }) => method);
  const filled = fillEnvelope(api, rule, {
    path: exchange.path,
    timestamp: timestamp(exchange.world.clock.now()),
    values: { title: rule.title, cause: causeOf(by), allowed: allowed.join(', ') },
    variant: rule.status === code ? undefined : String(code),
  });
  const headers = {
    'Content-Type': 'application/json',
    ...(code === 405 && { Allow: allowed.join(', ') }),
    ...filled.headers,
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
  };
  return { status: code, headers, body: filled.body, source: 'fault', reason: filled.detail };
}

/** The refusal of a name, else the first of a status: the generic ones, which say least, come first. */
function ruleFor(api: Api, status: number, name: string | undefined): RefusalRule {
  const injected = api.refusals.get(INJECTED);
  if (!injected) throw new Error('contracts/refusals.yaml has no refusal called injected');
  const rules = [...api.refusals.values()].filter((rule) => rule !== injected);
  const rule =
    rules.find((one) => one.name === name) ??
    rules.find((one) => one.status === status) ??
    rules.find(({ variants }) => Object.hasOwn(variants, status));
  const { detail } = injected;
  return rule ? { ...rule, detail } : { ...injected, status, title: STATUS_CODES[status] ?? 'Refused' };
}

/** Whether the contract allows the refusal; an API may declare a body of its own for a status. */
function fits(contract: Contract, { status, headers, body }: Answer): boolean {
  const all = lowerCaseHeaders({ ...contract.api.headers, ...headers });
  return contract.checkAnswer({ status, headers: all, body }).length === 0;
}
