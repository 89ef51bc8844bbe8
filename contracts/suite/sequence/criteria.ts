import type { Json } from '../../files/json.ts';
import { type Comparison, evaluateCondition } from '../arazzo/condition.ts';
import type { Scope } from '../arazzo/expression.ts';
import type { Criterion, Step } from '../arazzo/read-sequences.ts';
import type { CaseFailure, Runner } from '../cases/case.ts';
import type { Exchange } from '../checks/check.ts';

/** What does not hold after a step. */
export function failedCriteria(step: Step, scope: Scope, exchange: Exchange, runner: Runner): CaseFailure[] {
  return step.criteria.flatMap((criterion) => {
    const evaluated = criterion.variants.map(({ name, condition }) => ({
      name,
      ...evaluateCondition(condition, scope),
    }));
    const fits = evaluated.find(({ holds }) => holds);
    if (fits) {
      if (fits.name !== '') runner.noteVariant(exchange.contract, criterion.provenance, fits.name);
      return [];
    }
    const broken = evaluated.at(-1)?.comparisons.find(({ holds }) => !holds);
    return broken ? [failureOf(step, criterion, broken, exchange)] : [];
  });
}

function failureOf(step: Step, criterion: Criterion, broken: Comparison, exchange: Exchange): CaseFailure {
  const { check, provenance, promise } = criterion;
  return {
    check,
    exchange,
    failure: {
      sentence: `${exchange.contract.operation.id}, step ${step.id}: ${promised(criterion, broken)}`,
      cause: `${step.id} ${variantsText(criterion)}`,
      provenance,
      promise,
      ...(broken.right !== undefined && { expected: broken.right }),
      ...(broken.left !== undefined && { actual: broken.left }),
    },
  };
}

function variantsText({ variants }: Criterion): string {
  return variants.map(({ condition }) => condition).join(' or ');
}

function promised({ variants }: Criterion, { text, left, right }: Comparison): string {
  if (variants.length === 1) return `${text} does not hold: ${shown(left)} against ${shown(right)}`;
  return `${shown(left)} is none of the documented variants: ${variants.map(({ name }) => name).join(', ')}`;
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
