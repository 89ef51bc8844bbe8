import { escapeKey, follow, fromPointer, toPointer } from '../../../contracts/files/pointer.ts';
import { relativeInstant } from '../time/relative-date.ts';
import { dateText, type TimeZone, timeOfDay } from '../time/time-zone.ts';
import { timestamp } from '../time/timestamp.ts';
import { draw, drawWeighted } from '../values/draw.ts';
import type { Data } from '../values/process-data.ts';
import { type Between, type DateRules, type Generator, generatorWord, isObject } from './generators.ts';
import { productOf, roundedTo } from './numbers.ts';

/** What values are made from. */
export interface Making {
  /** Seed, story, case and where in the story the template stands: with a value's pointer they decide it. */
  words: readonly (string | number)[];
  /** What pointers lead into: people by role, `case`, `data`. */
  known: Data;
  /** The name under which pointers lead into the template itself. */
  own: string;
  locale: string;
  /** The moment that dates are told from. */
  at: number;
  zone: TimeZone;
}

/** A member that is left out. */
const NOTHING = Symbol('nothing');

/**
 * The values of a template. Each depends on the words and its own pointer only, so that a member more moves no other.
 * @throws Error naming the pointer, where one leads nowhere or in a circle
 */
export function makeValues(template: Data, making: Making): Data {
  return new Maker(template, making).values();
}

class Maker {
  readonly #template: Data;
  readonly #making: Making;
  readonly #made = new Map<string, unknown>();
  readonly #begun = new Set<string>();

  constructor(template: Data, making: Making) {
    this.#template = template;
    this.#making = making;
  }

  values(): Data {
    return this.#value(this.#template, '') as Data;
  }

  #value(template: unknown, pointer: string): unknown {
    if (this.#made.has(pointer)) return this.#made.get(pointer);
    if (this.#begun.has(pointer)) throw new Error(`${pointer} comes from itself`);
    this.#begun.add(pointer);
    const value = this.#make(template, pointer);
    this.#made.set(pointer, value);
    this.#begun.delete(pointer);
    return value;
  }

  #make(template: unknown, pointer: string): unknown {
    if (generatorWord(template) !== undefined) return this.#generate(template as Generator, pointer);
    if (Array.isArray(template))
      return template
        .map((one, index) => this.#value(one, `${pointer}/${index}`))
        .filter((one) => one !== NOTHING);
    if (!isObject(template)) return template;
    const members = Object.entries(template).map(([name, one]) => [
      name,
      this.#value(one, `${pointer}/${escapeKey(name)}`),
    ]);
    return Object.fromEntries(members.filter(([, one]) => one !== NOTHING));
  }

  #generate(generator: Generator, pointer: string): unknown {
    const words = [...this.#making.words, pointer];
    if ('$is' in generator) return generator.$is;
    if ('$from' in generator) return this.#from(generator.$from);
    if ('$pick' in generator) return picked(generator.$pick, words);
    if ('$between' in generator) return between(generator.$between, words);
    if ('$product' in generator) return productOf(generator.$product, (from) => this.#needed(from));
    if ('$date' in generator) return this.#date(generator.$date, words);
    if ('$text' in generator) return this.#text(generator.$text, words);
    if ('$maybe' in generator) {
      const { share, value } = generator.$maybe;
      return draw(1000, ...words, 'maybe') < share * 10 ? this.#make(value, pointer) : NOTHING;
    }
    const chosen = String(this.#needed(generator.$by));
    const way = Object.hasOwn(generator.of, chosen) ? generator.of[chosen] : generator.else;
    return way === undefined ? NOTHING : this.#make(way, pointer);
  }

  /** @throws Error where there is nothing */
  #needed(pointer: string): unknown {
    const value = this.#from(pointer);
    if (value === NOTHING) throw new Error(`${pointer} leads nowhere`);
    return value;
  }

  #from(pointer: string): unknown {
    const [root, ...rest] = fromPointer(pointer);
    const value = root === this.#making.own ? this.#own(rest) : follow(this.#making.known, pointer);
    return value === undefined ? NOTHING : value;
  }

  /** A value of the template itself, which may not be made yet. */
  #own(keys: string[]): unknown {
    let template: unknown = this.#template;
    for (const [index, key] of keys.entries()) {
      if (generatorWord(template) !== undefined) {
        const made = this.#value(template, toPointer(keys.slice(0, index)));
        return follow(made, toPointer(keys.slice(index)));
      }
      template = follow(template, toPointer([key]));
    }
    const value = template === undefined ? NOTHING : this.#value(template, toPointer(keys));
    return value === NOTHING ? undefined : value;
  }

  #date({ ago, in: ahead, at, as = 'date' }: DateRules, words: (string | number)[]): string {
    const { at: from, zone } = this.#making;
    const told = (one: string): number =>
      relativeInstant(from, { [ago === undefined ? 'in' : 'ago']: one }, zone);
    const range = ago ?? ahead ?? 'P0D';
    const ends = (typeof range === 'string' ? [range, range] : range).map(told);
    const low = Math.min(...ends);
    const seconds = Math.floor((Math.max(...ends) - low) / 1000) + 1;
    const instant = low + draw(seconds, ...words) * 1000;
    const { day } = zone.wallTime(instant);
    if (as === 'date') return dateText(day);
    return timestamp(at === undefined ? instant : zone.instant({ day, time: timeOfDay(at) }));
  }

  #text(text: string | string[] | Record<string, string | string[]>, words: (string | number)[]): string {
    const texts = typeof text === 'object' && !Array.isArray(text) ? text[this.#making.locale] : text;
    if (texts === undefined) throw new Error(`there is no text for ${this.#making.locale}`);
    const all = Array.isArray(texts) ? texts : [texts];
    const chosen = all[draw(all.length, ...words)] ?? '';
    return chosen.replace(/\{(\/[^{}]+)\}/g, (_, pointer: string) => String(this.#needed(pointer)));
  }
}

function picked(from: unknown[] | Record<string, number>, words: (string | number)[]): unknown {
  if (!Array.isArray(from)) return Object.keys(from)[drawWeighted(Object.values(from), ...words)];
  const weighted = from.every((one) => isObject(one) && 'value' in one && 'weight' in one);
  if (!weighted) return from[draw(from.length, ...words)];
  const choices = from as { value: unknown; weight: number }[];
  return choices[
    drawWeighted(
      choices.map(({ weight }) => weight),
      ...words,
    )
  ]?.value;
}

function between({ min, max, step = 1, skewed = false }: Between, words: (string | number)[]): number {
  const steps = Math.floor((max - min) / step) + 1;
  const drawn = draw(steps, ...words);
  const taken = skewed ? Math.floor((drawn * draw(steps, ...words, 'skewed')) / steps) : drawn;
  return roundedTo(min + taken * step, step);
}
