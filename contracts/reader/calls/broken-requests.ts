import type { Json, JsonObject } from '../../files/json.ts';
import type { Part } from '../../schema/judging/violation.ts';
import { breakAlone, type FindViolations } from '../../schema/mutations/break-alone.ts';
import { type Obligation, obligationsOf, type Resolve } from '../../schema/mutations/breakable-keywords.ts';
import type { Contract } from '../contract.ts';
import { bodyMediaOf } from './body-media.ts';
import { goodRequestOf, problemsOf, resolverOf } from './good-request.ts';
import { GoodRequest, nameOf } from './good-values.ts';
import { type ParameterPart, wired } from './parameter-texts.ts';
import type { Request } from './request.ts';

/** A request that breaks one promise, and where. */
export interface Mutation {
  /** `startWorkflow body /processId pattern`: operation, part, place and keyword. */
  name: string;
  in: Part;
  keyword: string;
  pointer: string;
  request: Request;
}

export interface Mutations {
  mutations: Mutation[];
  /** Names of the keywords that no request tried breaks alone. */
  unbroken: string[];
}

const PARTS: [ParameterPart, 'path' | 'query' | 'header'][] = [
  ['path', 'path'],
  ['query', 'query'],
  ['headers', 'header'],
];

/** For every restricting keyword of every schema of an operation's request, the request that breaks just that one. */
export function mutationsOf(contract: Contract): Mutations {
  const resolve = resolverOf(contract);
  const good = new GoodRequest(contract, resolve);
  const base = goodRequestOf(contract);
  const found: Mutations = { mutations: [], unbroken: [] };
  for (const [part, place] of PARTS) inParameters(contract, good, base, part, place, resolve, found);
  inBody(contract, good, base, resolve, found);
  return found;
}

function inParameters(
  contract: Contract,
  good: GoodRequest,
  base: Request,
  part: ParameterPart,
  place: 'path' | 'query' | 'header',
  resolve: Resolve,
  found: Mutations,
): void {
  const request = (value: Json): Request | undefined => {
    const texts = wired(part, value as JsonObject);
    // Without one of its values a path is another path.
    const whole = part !== 'path' || Object.keys(base.path).every((name) => texts?.[name] !== undefined);
    return texts && whole ? ({ ...base, [part]: texts } as Request) : undefined;
  };
  for (const parameter of contract.operation.parameters.filter((one) => one.in === place)) {
    const name = nameOf(parameter);
    const schema: JsonObject = {
      properties: { [name]: { $ref: `#${parameter.pointer}` } },
      ...(parameter.required && { required: [name] }),
    };
    const value = { ...good.required(place), [name]: good.parameter(parameter) };
    breakEach(contract, obligationsOf(schema, resolve), [value], place, request, found);
  }
}

function inBody(
  contract: Contract,
  good: GoodRequest,
  base: Request,
  resolve: Resolve,
  found: Mutations,
): void {
  const bodies = good.bodies();
  const pointer = bodyMediaOf(contract.operation)?.media.pointer;
  if (!bodies || pointer === undefined) return;
  const obligations = obligationsOf({ $ref: `#${pointer}` }, resolve);
  const values = [...bodies.generated(), ...bodies.documented];
  breakEach(contract, obligations, values, 'body', (body) => ({ ...base, body }), found);
}

function breakEach(
  contract: Contract,
  obligations: Obligation[],
  good: Json[],
  part: Part,
  request: (value: Json) => Request | undefined,
  found: Mutations,
): void {
  const violationsOf: FindViolations = (value) => {
    const sent = request(value);
    return sent && problemsOf(contract, sent);
  };
  for (const obligation of obligations) {
    const { keyword, pointer, member } = obligation;
    const name = `${contract.operation.id} ${part} ${pointer}${member === undefined ? '' : `/${member}`} ${keyword}`;
    const broken = breakAlone(obligation, good, violationsOf);
    const sent = broken && request(broken.value);
    if (broken && sent)
      found.mutations.push({ name, in: part, keyword, pointer: broken.pointer, request: sent });
    else found.unbroken.push(name);
  }
}
