import type { Json } from '../../files/json.ts';
import { Mistake } from '../../files/mistake.ts';
import { differences, valueText } from '../report/wording/difference.ts';
import { oneLine } from '../report/wording/escape-control-characters.ts';
import type { Result } from './match-contract.ts';

/** What of a request is expected; of what is left out, anything. */
export interface ReceivedMatcher {
  /** The answer's status; 0 for a request that got none. */
  status?: number;
  /** A text that the body contains, or JSON that is part of it. */
  bodyContains?: unknown;
  /** As asked, without world and query; `*` is anything within a segment, `**` anything at all. */
  path?: string;
  method?: string;
  /** The API's name. */
  api?: string;
  /** Exactly so many; at least one unless given. */
  times?: number;
}

/** What is used of a request in a journal. */
interface Request {
  method: string;
  url: string;
  status?: number;
  operationId?: string;
  body?: unknown;
}

/** Whatever has a journal: a mock, a world, a handle of a stand-in elsewhere. */
export interface Receiver {
  requests: { find(matcher: object): Promise<readonly Request[]> };
}

/** How many requests are shown. */
const SHOWN = 5;

/**
 * The matcher: whether a stand-in received a request for an operation. What was received is asked of it, so `await` it.
 * @param receiver a mock, a world, or a handle of a stand-in elsewhere
 * @throws Mistake for what has no journal; what the stand-in says to an operation that is none
 */
export async function toHaveReceived(
  receiver: unknown,
  operationId: string,
  matcher: ReceivedMatcher = {},
): Promise<Result> {
  if (!isReceiver(receiver)) {
    throw new Mistake(
      [{ text: 'toHaveReceived needs something with a journal' }],
      'It takes what createMock() or connect() gave, or one of its worlds.',
    );
  }
  const { times, ...conditions } = matcher;
  const found = await receiver.requests.find({ operationId, ...conditions });
  const pass = times === undefined ? found.length > 0 : found.length === times;
  const told = pass ? found : await nearest(receiver, operationId, found);
  const lines = [
    `expected ${pass ? 'not ' : ''}to have received ${wanted(operationId, matcher)}`,
    `received ${found.length === 0 ? 'none' : `${found.length} of them`}${told === found || told.length === 0 ? '' : ', but'}`,
    ...told.slice(0, SHOWN).flatMap((request) => shown(request, told === found ? {} : conditions)),
    ...(told.length > SHOWN ? [`  and ${told.length - SHOWN} more`] : []),
  ];
  return { pass, message: () => lines.join('\n') };
}

/** What is shown instead: those that were found, else those for the operation, else all; the last one comes first. */
async function nearest(
  { requests }: Receiver,
  operationId: string,
  found: readonly Request[],
): Promise<readonly Request[]> {
  if (found.length > 0) return found;
  const ofOperation = await requests.find({ operationId });
  return ofOperation.length > 0 ? ofOperation : requests.find({});
}

function isReceiver(value: unknown): value is Receiver {
  const { requests } = (value ?? {}) as { requests?: { find?: unknown } };
  return typeof requests?.find === 'function';
}

function wanted(operationId: string, { times, ...conditions }: ReceivedMatcher): string {
  const often = times === undefined ? '' : `${times} ${times === 1 ? 'time' : 'times'} `;
  const text = Object.keys(conditions).length === 0 ? '' : ` with ${valueText(conditions as Json)}`;
  return `${often}${operationId}${text}`;
}

/** A request, and how it differs from what was wanted. */
function shown(
  { method, url, status, operationId, body }: Request,
  { status: code, bodyContains }: ReceivedMatcher,
): string[] {
  const answered = status ? `answered ${status}` : 'without an answer';
  const lines = [`  ${method} ${url} ${answered}${operationId ? ` (${operationId})` : ''}`];
  if (code !== undefined && code !== (status ?? 0))
    lines.push(`    status  expected ${code}, was ${status ?? 0}`);
  if (bodyContains === undefined) return lines.map(oneLine);
  const different = differences(bodyContains as Json, body as Json | undefined);
  const missed = different.filter(({ expected }) => expected !== undefined);
  for (const { pointer, expected, actual } of missed)
    lines.push(`    body${pointer}  expected ${valueText(expected)}, was ${valueText(actual)}`);
  return lines.map(oneLine);
}
