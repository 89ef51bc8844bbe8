import type { Json } from '../../files/json.ts';
import { type Comparison, judgeCondition } from '../arazzo/condition.ts';
import type { Scope } from '../arazzo/expression.ts';
import type { Criterion, Step } from '../arazzo/read-sequences.ts';
import type { Found, Stage } from '../cases/case.ts';
import type { Exchange } from '../checks/check.ts';

/** What does not hold after a step. */
export function judgeCriteria(step: Step, scope: Scope, exchange: Exchange, stage: Stage): Found[] {
  return step.criteria.flatMap((criterion) => {
    const judged = criterion.variants.map(({ name, condition }) => ({
      name,
      ...judgeCondition(condition, scope),
    }));
    const fits = judged.find(({ holds }) => holds);
    if (fits) {
      if (fits.name !== '') stage.noteVariant(exchange.contract, criterion.provenance, fits.name);
      return [];
    }
    const broken = judged.at(-1)?.comparisons.find(({ holds }) => !holds);
    return broken ? [foundOf(step, criterion, broken, exchange)] : [];
  });
}

function foundOf(step: Step, criterion: Criterion, broken: Comparison, exchange: Exchange): Found {
  const { check, provenance, promise } = criterion;
  return {
    check,
    exchange,
    flaw: {
      sentence: `${exchange.contract.operation.id}, step ${step.id}: ${promised(criterion, broken)}`,
      provenance,
      promise,
      ...(broken.right !== undefined && { expected: broken.right }),
      ...(broken.left !== undefined && { actual: broken.left }),
    },
  };
}

function promised({ variants }: Criterion, { text, left, right }: Comparison): string {
  if (variants.length === 1) return `${text} does not hold: ${shown(left)} against ${shown(right)}`;
  return `${shown(left)} is none of the documented variants: ${variants.map(({ name }) => name).join(', ')}`;
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
