import { isSpeechless } from '../../domain/faults/fault.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { injectAnswer, noteHonoured } from './inject-answer.ts';
import { isReplacedWhenChecked } from './replaced-answer.ts';
import { waitDelay } from './wait-delay.ts';

/**
 * What steering does before a request is checked: it waits, or answers at once. What is refused or broken on purpose is
 * so whatever else the request is; an answer of 2xx is for requests that pass all checks.
 * @returns the answer, 'none' where there is to be none; undefined: the request goes its way
 */
export async function steerBefore(exchange: Exchange): Promise<Answer | 'none' | undefined> {
  const { steering } = exchange;
  if (steering?.when !== 'before') return undefined;
  const { fault, code = 200 } = steering;
  if (!(await waitDelay(exchange, steering)) || isSpeechless(fault)) return 'none';
  if (isReplacedWhenChecked(steering)) return undefined;
  if (code >= 400 || !(fault === undefined || fault === 'drip')) return injectAnswer(exchange, steering);
  noteHonoured(exchange, steering);
  return undefined;
}
