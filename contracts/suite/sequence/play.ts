import type { Json } from '../../files/json.ts';
import { goodRequestOf } from '../../reader/calls/good-request.ts';
import type { Request, Values } from '../../reader/calls/request.ts';
import { fitted } from '../../reader/calls/with-target-values.ts';
import type { Contract } from '../../reader/contract.ts';
import { evaluate, filled, type Scope, seenIn } from '../arazzo/expression.ts';
import type { Step, Workflow } from '../arazzo/read-sequences.ts';
import type { CaseFailure, Outcome, Runner, StepResult, TestRequest } from '../cases/case.ts';
import type { Expected } from '../checks/check.ts';
import { failedCriteria } from './criteria.ts';
import { pollUntil } from './polling.ts';

export interface Played extends Outcome {
  /** The workflow's own outputs. */
  outputs: Values;
}

/** Goes through a workflow, step by step; ends at the first step that cannot be built upon. */
export async function play(
  workflow: Workflow,
  contracts: ReadonlyMap<string, Contract>,
  runner: Runner,
): Promise<Played> {
  const contract = contracts.get(workflow.operation) as Contract;
  const inputs = { ...(await runner.values(contract, 'none')), unique: runner.unique() };
  const scope: Scope = { inputs, steps: {} };
  const failures: CaseFailure[] = [];
  const missing = missingInput(workflow, scope);
  if (missing) return { failures, skipped: `the target has no value ${missing}`, outputs: {} };
  const leftOut = leftOutStep(workflow, contracts, runner);
  if (leftOut) return { failures, skipped: leftOut, outputs: {} };
  for (const step of workflow.steps) {
    const result = await playStep(
      step,
      step.operationId ? contracts.get(step.operationId) : contract,
      scope,
      runner,
    );
    failures.push(...result.failures);
    if (result.notJudged !== undefined) return { failures, notJudged: result.notJudged, outputs: {} };
    if (result.failures.length > 0) return { failures, outputs: {} };
  }
  return { failures, outputs: outputsOf(workflow.outputs, scope) };
}

/** The first input that a workflow needs and the target does not have. */
function missingInput(workflow: Workflow, { inputs }: Scope): string | undefined {
  // Where a step is promised names no input, and would be read from its file.
  const written = JSON.stringify(workflow, (key, value) => (key === 'promise' ? undefined : value));
  const named = written.matchAll(/\$inputs\.([A-Za-z0-9_-]+)/g);
  return [...named].map(([, name]) => name as string).find((name) => inputs[name] === undefined);
}

/** Why a workflow cannot be gone through: the target leaves one of its operations out. */
function leftOutStep(
  { steps }: Workflow,
  contracts: ReadonlyMap<string, Contract>,
  runner: Runner,
): string | undefined {
  for (const { operationId } of steps) {
    const contract = operationId === undefined ? undefined : contracts.get(operationId);
    const reason = contract && runner.leftOut(contract);
    if (reason !== undefined) return `it takes ${operationId}, which is left out: ${reason}`;
  }
  return undefined;
}

async function playStep(
  step: Step,
  contract: Contract | undefined,
  scope: Scope,
  runner: Runner,
): Promise<Outcome> {
  if (!contract) throw new Error(`step ${step.id} has no operation`);
  const once = (): Promise<StepResult> =>
    step.readBack === undefined
      ? runner.send(requestOf(step, contract, scope))
      : runner.readBack(contract, String(evaluate(step.readBack, scope) ?? `<${step.readBack}>`), step);
  const { exchange, failures, notJudged } = step.poll
    ? await pollUntil(step, step.poll, scope, once, runner)
    : await once();
  if (notJudged !== undefined) return { failures, notJudged };
  if (!exchange) {
    if (runner.dry) scope.steps[step.id] = placeholders(step);
    return { failures };
  }
  const seen = seenIn(scope, exchange);
  failures.push(...failedCriteria(step, seen, exchange, runner));
  scope.steps[step.id] = outputsOf(step.outputs, seen);
  return { failures };
}

function requestOf(step: Step, contract: Contract, scope: Scope): TestRequest {
  const good = fitted(contract, goodRequestOf(contract), scope.inputs);
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

function expectedOf({ id, refused, provenance, promise }: Step, { api }: Contract): Expected {
  const rule = refused === undefined ? undefined : api.refusals.get(refused);
  if (!rule) return { accepted: true };
  return {
    accepted: false,
    refusals: [rule],
    cause: `${rule.name}, step ${id}`,
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
