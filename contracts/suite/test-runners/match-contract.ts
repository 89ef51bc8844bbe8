import type { Answer, Contract } from '../../reader/contract.ts';
import { sentence, type Violation } from '../../schema/judging/violation.ts';
import { promiseText } from '../report/wording/details.ts';
import { valueText } from '../report/wording/difference.ts';
import { oneLine } from '../report/wording/escape-control-characters.ts';
import { verdictOf } from '../run/make-finding.ts';
import { contractNamed } from './contracts-by-name.ts';
import { answerOf } from './received-answer.ts';

export interface MatchOptions {
  /** Promises that are only inferred or assumed count as well. */
  strict?: boolean;
}

/** What a matcher gives to the test runner. */
export interface Result {
  pass: boolean;
  message: () => string;
}

/**
 * The matcher: whether an answer keeps what its contract promises of it, in status, content type, headers and body.
 * @param api name of an API that ships, or the folder of another
 * @throws Mistake for an API, an operation or a response that is none
 */
export function toMatchContract(
  received: unknown,
  api: string,
  operationId: string,
  options: MatchOptions = {},
): Result | Promise<Result> {
  const contract = contractNamed(api, operationId);
  const answer = answerOf(received);
  return answer instanceof Promise
    ? answer.then((whole) => resultOf(contract, whole, options))
    : resultOf(contract, answer, options);
}

function resultOf(contract: Contract, answer: Answer, { strict = false }: MatchOptions): Result {
  const broken = contract
    .checkAnswer(answer)
    .filter((violation) => strict || verdictOf(violation.provenance) === 'violation');
  const { id } = contract.operation;
  if (broken.length === 0) {
    return {
      pass: true,
      message: () => `${id} answered ${answer.status}, and was expected to break its contract`,
    };
  }
  const lines = broken.flatMap(violationLines);
  return {
    pass: false,
    message: () => [`${id} answered ${answer.status} and breaks its contract:`, ...lines].join('\n'),
  };
}

function violationLines(violation: Violation): string[] {
  const { expected, actual, provenance, promise } = violation;
  return [
    '',
    `  ${sentence(violation)}`,
    `    expected  ${textOf(expected)}`,
    `    actual    ${textOf(actual)}`,
    `    promise   ${promiseText(provenance, promise)}`,
  ].map(oneLine);
}

function textOf(value: unknown): string {
  return valueText(value as Parameters<typeof valueText>[0]);
}
