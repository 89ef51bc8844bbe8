import type { Answered, Asked } from './defect.ts';
import { answerOf } from './layers.ts';

/** A refusal in the envelope of the product that is asked. */
export function refusalOf({ operation, url }: Asked, status: number): Answered {
  if (operation?.api === 'apptor') {
    const timestamp = '2026-06-01T12:00:00.000Z';
    return answerOf(status, { status, message: 'Refused', path: url.split('?')[0] ?? url, timestamp });
  }
  const entity = 'ai.flowx.process.instance.domain.ProcessInstance';
  return answerOf(status, {
    entityName: entity,
    defaultMessage: 'Refused',
    errorKey: `error.http.${status}`,
    type: 'https://www.jhipster.tech/problem/problem-with-message',
    title: 'Refused',
    status,
    message: `error.http.${status}`,
    params: entity,
  });
}
