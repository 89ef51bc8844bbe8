import type { Outgoing } from '../../contracts/reader/calls/outgoing.ts';

/** What the journal shows in the place of a secret. */
const MASK = '***';

/** Where secrets were masked in a request that is to be sent again, in words: `header x-api-key`, `body /password`. */
export function maskedPlaces({ url, headers, body }: Outgoing): string[] {
  const places: string[] = [];
  const note = (text: string, place: string): string => {
    if (text.includes(MASK)) places.push(place);
    return text;
  };
  for (const [name, value] of Object.entries(headers)) note(value, `header ${name}`);
  inAddress(url, note);
  if (body !== undefined) inBody(body, note);
  return [...new Set(places)];
}

/** The request with what was masked written in, where it is known. @param values by place */
export function unmasked({ method, url, headers, body }: Outgoing, values: Record<string, string>): Outgoing {
  const put = (text: string, place: string): string => {
    const value = values[place];
    return value ? text.replaceAll(MASK, () => value) : text;
  };
  const pairs = Object.entries(headers).map(([name, value]) => [name, put(value, `header ${name}`)]);
  return {
    method,
    url: inAddress(url, (text, place) => encodeURIComponent(put(text, place)), put),
    headers: Object.fromEntries(pairs),
    ...(body !== undefined && { body: inBody(body, put) }),
  };
}

/**
 * What can be written in for the masked headers, from a call that works: the credentials of the fixtures.
 * @returns by place
 */
export function fromFixtures(masked: Outgoing, works: Outgoing): Record<string, string> {
  const known = Object.entries(masked.headers).flatMap(([name, value]) => {
    const [before = ''] = value.split(MASK);
    const own = works.headers[name.toLowerCase()];
    return value.includes(MASK) && own?.startsWith(before)
      ? [[`header ${name}`, own.slice(before.length)]]
      : [];
  });
  return Object.fromEntries(known);
}

type Change = (text: string, place: string) => string;

/** Changes the masked values of the query, and what is masked elsewhere in an address. */
function inAddress(url: string, change: Change, elsewhere: Change = change): string {
  const inQuery = url.replace(/([?&])([^=&#]*)=([^&#]*)/g, (whole, mark, name, value) =>
    value.includes(MASK) ? `${mark}${name}=${change(value, `parameter ${name}`)}` : whole,
  );
  const [path = '', ...rest] = inQuery.split('?');
  return [path.includes(MASK) ? elsewhere(path, 'address') : path, ...rest].join('?');
}

/** Changes the texts of a JSON body, or a text as a whole. */
function inBody(body: string, change: Change): string {
  if (!body.includes(MASK)) return body;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return change(body, 'body');
  }
  return JSON.stringify(inValue(json, 'body ', change), null, 2);
}

function inValue(value: unknown, place: string, change: Change): unknown {
  if (typeof value === 'string') return value.includes(MASK) ? change(value, place) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => inValue(item, `${place}/${index}`, change));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, inValue(member, `${place}/${name}`, change)]),
  );
}
