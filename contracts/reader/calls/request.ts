import type { Json } from '../../files/json.ts';
import type { Texts } from './parameter-texts.ts';

/** By the name of a parameter or of a member of the body: values that a server knows. */
export type Values = Record<string, Json>;

/** What a request says; credentials are not in it. */
export interface Request {
  path: Record<string, string>;
  query: Texts;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Its media type, where it has one. */
  type?: string;
  body?: Json;
}
