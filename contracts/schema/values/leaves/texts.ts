import { generateSync, type JsonSchema as LibrarySchema } from 'json-schema-faker';
import { Dice, hash } from '../walk/seeded-dice.ts';
import { seededFaker } from '../walk/seeded-faker.ts';
import type { Keywords } from '../walk/walk.ts';
import { stretched } from './pattern.ts';

const TRIES = 24;
/** For patterns with conditions that no generator reads, such as lookaheads: texts of the usual shapes. */
const SHAPES = [
  'Abc123!xyz',
  'ABC-123',
  'abc_123',
  'abc-123',
  '1.0.0',
  'a',
  'A',
  'x1',
  'X1',
  '0',
  '1',
  '12',
  '123',
  'Abcdef12',
  '',
];

/** Texts by length, pattern and format, for a name that means nothing to us. */
export function* texts(keywords: Keywords, seed: number): Generator<string> {
  if (keywords.pattern === undefined && keywords.format === undefined) yield words(keywords, seed);
  const asked = { type: 'string' as const, ...lengths(keywords), ...text(keywords, 'format') };
  const pattern = keywords.pattern as string | undefined;
  const patterns = pattern === undefined ? [undefined] : stretched(pattern, Number(keywords.minLength ?? 0));
  for (let tried = 0; tried < TRIES; tried += 1) {
    const one = patterns[tried % patterns.length];
    // A format makes json-schema-faker overlook the pattern.
    const schema =
      one === undefined ? asked : { type: 'string' as const, ...lengths(keywords), pattern: one };
    yield fromLibrary(schema, hash(`${tried}`, seed));
  }
  const dice = new Dice(seed);
  for (const shape of SHAPES) yield shape;
  for (const shape of SHAPES) yield padded(shape, keywords, dice);
}

/** json-schema-faker throws at patterns that it cannot read. */
function fromLibrary(schema: LibrarySchema, seed: number): string {
  try {
    return String(generateSync(schema, { seed }));
  } catch {
    return '';
  }
}

/** Words, as many as the length asks for. */
function words({ minLength = 0, maxLength = Infinity }: Keywords, seed: number): string {
  const faker = seededFaker(seed);
  const least = Number(minLength);
  let made = faker.word.noun();
  while (made.length < least) made += ` ${faker.word.noun()}`;
  return made.length > Number(maxLength) ? cut(made, Number(maxLength), least) : made;
}

/** A text that ends in a blank looks like a mistake. */
function cut(text: string, most: number, least: number): string {
  const trimmed = text.slice(0, most).trimEnd();
  return trimmed.length < least ? text.slice(0, most).replaceAll(' ', 'e') : trimmed;
}

function padded(shape: string, keywords: Keywords, dice: Dice): string {
  const length = Math.min(Number(keywords.minLength ?? 8), 10_000);
  return shape.padEnd(length, 'abcdefgh'.slice(dice.int(0, 7)));
}

function lengths({ minLength, maxLength }: Keywords): object {
  return { ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }) };
}

function text(keywords: Keywords, keyword: string): object {
  return keywords[keyword] === undefined ? {} : { [keyword]: keywords[keyword] };
}
