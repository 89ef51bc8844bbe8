import type { Json } from '../../reader/json.ts';
import type { Found, Stage } from '../cases/case.ts';
import type { Exchange } from '../checks/check.ts';
import { type Comparison, judgeCondition } from './condition.ts';
import type { Scope } from './expression.ts';
import type { Criterion, Step } from './sequences.ts';

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
      sentence: `${exchange.contract.operation.id}, step ${step.id}: ${broken.text} does not hold: ${shown(broken.left)} against ${shown(broken.right)}`,
      provenance,
      promise,
      ...(broken.right !== undefined && { expected: broken.right }),
      ...(broken.left !== undefined && { actual: broken.left }),
    },
  };
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
