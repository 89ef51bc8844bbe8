import type { Violation } from '../../../contracts/schema/judging/violation.ts';
import type { Exchange } from '../exchange.ts';
import { type Blocked, type Cors, isPreflight } from './cors.ts';

const POINTERS: Record<Blocked['what'], string> = {
  origin: '/origin',
  header: '/access-control-request-headers',
  method: '/access-control-request-method',
};

/**
 * Notes what a browser is going to block: the failure that nobody sees, as the page is told nothing, and the call that
 * it wanted to make never comes.
 */
export function noteBlocked({ req, api, entry }: Exchange, cors: Cors): void {
  if (req.headers.origin === undefined) return;
  const blocked = cors.blocked(req.headers, api);
  const [first] = blocked;
  if (!first) return;
  const names = blocked.map(({ what, name }) => `${what} ${name}`).join(', ');
  entry.blocked = isPreflight(req)
    ? `The browser will block this call: ${names} is not allowed.`
    : `The browser will not let the page read this answer: ${names} is not let in.`;
  entry.hint = adviceFor(blocked);
  entry.violations = [...entry.violations, ...blocked.map(violationOf)];
}

/** The lines to add to the configuration. */
function adviceFor(blocked: Blocked[]): string {
  const named = (wanted: Blocked['what']): string =>
    blocked
      .filter(({ what }) => what === wanted)
      .map(({ name }) => name)
      .join(', ');
  const [origins, headers] = [named('origin'), named('header')];
  const members = [
    ...(origins ? [`origins: [${origins}]`] : []),
    ...(headers ? [`headers: [${headers}]`] : []),
  ];
  if (members.length === 0) return 'No operation of the API takes this method.';
  return `Allow it in flowx-mock.config.yaml with cors: { ${members.join(', ')} }${headers ? '; the real product may not' : ''}.`;
}

function violationOf({ what, name }: Blocked): Violation {
  return {
    in: 'header',
    pointer: POINTERS[what],
    keyword: 'cors',
    expected: `a ${what} that is allowed`,
    actual: name,
    message: `asks for ${what} ${name}, which is not allowed`,
    provenance: { status: 'assumed', source: [], note: 'What browsers do with what CORS does not allow.' },
  };
}
