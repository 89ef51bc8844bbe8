import type { Api } from '../../reader/api.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { isPage } from './symptom.ts';

/** More are not asked. */
const MOST = 6;

/**
 * An address at which a path answers that is not there: with less before it, as when a prefix is given twice, or below
 * one of the API's other prefixes, as gateways have them.
 * @param base the URL that was given
 */
export async function otherBase(
  base: string,
  sent: Outgoing,
  apis: readonly Pick<Api, 'prefixes'>[],
  send: (outgoing: Outgoing) => Promise<Incoming>,
): Promise<string | undefined> {
  const given = base.replace(/\/+$/, '');
  if (!sent.url.startsWith(given)) return undefined;
  const path = sent.url.slice(given.length);
  for (const other of basesFor(given, apis).slice(0, MOST)) {
    try {
      const received = await send({ ...sent, method: 'GET', url: `${other}${path}` });
      if (received.status !== 404 && received.status < 500 && !isPage(received)) return other;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }
  return undefined;
}

function basesFor(given: string, apis: readonly Pick<Api, 'prefixes'>[]): string[] {
  const { origin, pathname } = new URL(given);
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const shorter = segments.map(
    (_, index) =>
      `${origin}${segments
        .slice(0, index)
        .map((one) => `/${one}`)
        .join('')}`,
  );
  const longer = apis.flatMap(({ prefixes: [first = '', ...others] }) =>
    others.filter((one) => one.endsWith(first)).map((one) => `${given}${one.slice(0, -first.length)}`),
  );
  return [...new Set([...shorter.reverse(), ...longer, `${given}/api`])].filter((one) => one !== given);
}
