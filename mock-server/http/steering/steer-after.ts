import { isSpeechless } from '../../domain/faults/fault.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { injectAnswer } from './inject-answer.ts';
import { isReplaced } from './replaced-answer.ts';
import { waitDelay } from './wait-delay.ts';

/**
 * What steering does to an answer whose request has had its effect: it waits, replaces it or loses it.
 * @returns 'none' where there is to be no answer
 */
export async function steerAfter(exchange: Exchange, answer: Answer): Promise<Answer | 'none'> {
  const { steering, entry } = exchange;
  if (steering?.when !== 'after') return answer;
  const here = await waitDelay(exchange, steering);
  const replaced = isReplaced(steering);
  // A request that failed its checks is not answered as if it had passed them.
  const stands = !replaced || (answer.source === 'refusal' && (steering.code ?? 200) < 400);
  if (here && !isSpeechless(steering.fault) && stands) return answer;
  if (entry.fault) entry.fault.lost = { status: answer.status, body: answer.body };
  return here && replaced ? injectAnswer(exchange, steering) : 'none';
}
