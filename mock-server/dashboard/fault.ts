/** A fault as contracts/faults.schema.json has it, with what was counted. */
export interface Fault {
  api?: string;
  operationId?: string;
  path?: string;
  match?: unknown;
  code?: number;
  refusal?: string;
  delay?: unknown;
  fault?: string;
  profile?: string;
  when?: string;
  probability?: number;
  skip?: number;
  times?: number;
  from?: string;
  to?: string;
  /** How many requests it was for, and how often it did something; what is to be set has neither. */
  matched?: number;
  fired?: number;
}

/** What becomes of the connection, by the name of a fault. */
export const SHAPES: Record<string, string> = {
  reset: 'the connection is reset',
  empty: 'closed without a byte',
  truncate: 'half the body',
  garbage: 'what is no HTTP',
  drip: 'the answer in small pieces',
  stall: 'headers, then nothing',
};

/** What happens by a fault, in words. */
export function happening({ profile, code, refusal, delay, fault, when }: Fault): string {
  const parts = [
    profile,
    code === undefined ? undefined : `answers ${code}`,
    refusal === undefined ? undefined : `refuses: ${refusal}`,
    fault === undefined ? undefined : (SHAPES[fault] ?? fault),
    delay === undefined ? undefined : lateness(delay),
    when === 'after' ? 'after the request had its effect' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function lateness(delay: unknown): string {
  if (typeof delay === 'number') return `${delay} ms late`;
  const [[kind = '', of] = []] = Object.entries(delay as Record<string, unknown>);
  if (kind === 'fixed') return `${of} ms late`;
  return `late, ${kind} ${Object.entries(of as Record<string, number>)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;
}

/** Which requests a fault is for, in words. */
export function covered(fault: Fault): string {
  const { api, operationId, path, match, probability, skip, times, from, to } = fault;
  const parts = [
    operationId ?? (path === undefined && api === undefined ? 'every request' : undefined),
    path,
    api && `of ${api}`,
    match === undefined ? undefined : `with a body that fits ${JSON.stringify(match)}`,
    probability === undefined ? undefined : `${Math.round(probability * 100)} % of them`,
    skip ? `after the first ${skip}` : undefined,
    times === undefined ? undefined : times === 1 ? 'once' : `${times} times`,
    from === undefined ? undefined : `from ${from}`,
    to === undefined ? undefined : `until ${to}`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
