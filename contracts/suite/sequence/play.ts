import type { Json } from '../../files/json.ts';
import type { Request, Values } from '../../reader/calls/request.ts';
import { fitted } from '../../reader/calls/with-target-values.ts';
import type { Contract } from '../../reader/contract.ts';
import { evaluate, filled, type Scope, seenIn } from '../arazzo/expression.ts';
import type { Step, Workflow } from '../arazzo/read-sequences.ts';
import { plainRequest } from '../cases/accepted-request.ts';
import type { Found, Looked, Outcome, Shot, Stage } from '../cases/case.ts';
import type { Expected } from '../checks/check.ts';
import { judgeCriteria } from './criteria.ts';
import { patiently } from './polling.ts';

export interface Played extends Outcome {
  /** The workflow's own outputs. */
  outputs: Values;
}

/** Goes through a workflow, step by step; ends at the first step that cannot be built upon. */
export async function play(
  workflow: Workflow,
  contracts: ReadonlyMap<string, Contract>,
  stage: Stage,
): Promise<Played> {
  const contract = contracts.get(workflow.operation) as Contract;
  const inputs = { ...(await stage.values(contract, 'none')), unique: stage.unique() };
  const scope: Scope = { inputs, steps: {} };
  const found: Found[] = [];
  const missing = missingInput(workflow, scope);
  if (missing) return { found, skipped: `the target has no value ${missing}`, outputs: {} };
  const leftOut = leftOutStep(workflow, contracts, stage);
  if (leftOut) return { found, skipped: leftOut, outputs: {} };
  for (const step of workflow.steps) {
    const result = await playStep(
      step,
      step.operationId ? contracts.get(step.operationId) : contract,
      scope,
      stage,
    );
    found.push(...result.found);
    if (result.notJudged !== undefined) return { found, notJudged: result.notJudged, outputs: {} };
    if (result.found.length > 0) return { found, outputs: {} };
  }
  return { found, outputs: outputsOf(workflow.outputs, scope) };
}

/** The first input that a workflow needs and the target does not have. */
function missingInput(workflow: Workflow, { inputs }: Scope): string | undefined {
  const named = JSON.stringify(workflow).matchAll(/\$inputs\.([A-Za-z0-9_-]+)/g);
  return [...named].map(([, name]) => name as string).find((name) => inputs[name] === undefined);
}

/** Why a workflow cannot be gone through: the target leaves one of its operations out. */
function leftOutStep(
  { steps }: Workflow,
  contracts: ReadonlyMap<string, Contract>,
  stage: Stage,
): string | undefined {
  for (const { operationId } of steps) {
    const contract = operationId === undefined ? undefined : contracts.get(operationId);
    const reason = contract && stage.leftOut(contract);
    if (reason !== undefined) return `it takes ${operationId}, which is left out: ${reason}`;
  }
  return undefined;
}

async function playStep(
  step: Step,
  contract: Contract | undefined,
  scope: Scope,
  stage: Stage,
): Promise<Outcome> {
  if (!contract) throw new Error(`step ${step.id} has no operation`);
  const once = (): Promise<Looked> =>
    step.readBack === undefined
      ? stage.shoot(shotOf(step, contract, scope))
      : stage.readBack(contract, String(evaluate(step.readBack, scope) ?? `<${step.readBack}>`), step);
  const { exchange, found, notJudged } = step.poll
    ? await patiently(step, step.poll, scope, once, stage)
    : await once();
  if (notJudged !== undefined) return { found, notJudged };
  if (!exchange) {
    if (stage.dry) scope.steps[step.id] = placeholders(step);
    return { found };
  }
  const seen = seenIn(scope, exchange);
  found.push(...judgeCriteria(step, seen, exchange, stage));
  scope.steps[step.id] = outputsOf(step.outputs, seen);
  return { found };
}

function shotOf(step: Step, contract: Contract, scope: Scope): Shot {
  const good = fitted(contract, plainRequest(contract), scope.inputs);
  const request: Request = {
    ...good,
    ...(step.body !== undefined && { body: filled(step.body, scope) ?? null }),
  };
  for (const { name, in: place, value } of step.parameters) {
    const text = String(filled(value, scope) ?? `<${value}>`);
    const part = place === 'header' ? 'headers' : (place as 'path' | 'query');
    request[part] = { ...request[part], [place === 'header' ? name.toLowerCase() : name]: text } as Record<
      string,
      string
    >;
  }
  return { contract, request, expected: expectedOf(step, contract) };
}

function expectedOf({ refused, provenance, promise }: Step, { api }: Contract): Expected {
  const rule = refused === undefined ? undefined : api.refusals.get(refused);
  if (!rule) return { accepted: true };
  return {
    accepted: false,
    refusals: [rule],
    because: `of the refusal ${rule.name}`,
    provenance: rule.provenance ?? provenance,
    promise,
  };
}

function outputsOf(outputs: Record<string, string>, scope: Scope): Values {
  const values = Object.entries(outputs).map(
    ([name, expression]) => [name, evaluate(expression, scope)] as const,
  );
  return Object.fromEntries(values.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function placeholders({ id, outputs }: Step): Values {
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, `<${id}.${name}>`]));
}
