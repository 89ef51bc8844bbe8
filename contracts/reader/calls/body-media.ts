import type { MediaType, Operation } from '../api.ts';
import { isJson } from '../media-type.ts';

/** A media type that an operation takes a body in. */
export interface BodyMedia {
  /** One that can be sent: of a range, one in it. */
  type: string;
  media: MediaType;
}

/** How a body is sent: as JSON where that is taken, else as the first media type of the contract. */
export function bodyMediaOf({ body }: Operation): BodyMedia | undefined {
  const entries = Object.entries(body?.content ?? {}).map(([range, media]) => ({
    type: concrete(range),
    media,
  }));
  return entries.find(({ type }) => isJson(type)) ?? entries[0];
}

function concrete(range: string): string {
  const [family = '*', kind] = range.split('/');
  if (kind !== '*') return range;
  return family === '*' || family === 'application' ? 'application/json' : `${family}/plain`;
}
