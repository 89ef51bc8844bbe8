import type { Faker, Randomizer } from '@faker-js/faker';
// The English locale alone: all of faker takes six times as long to load.
import { faker as english } from '@faker-js/faker/locale/en';
import { Dice } from './seeded-dice.ts';

type FakerClass = new (options: { locale: Faker['rawDefinitions']; randomizer: Randomizer }) => Faker;

const dice = new Dice(0);
// Faker's own Mersenne Twister costs 20 µs to seed, and every leaf has a seed of its own. The class is taken
// from the instance because only the package's entry, which loads all locales, exports it.
const shared = new (english.constructor as FakerClass)({
  locale: english.rawDefinitions,
  randomizer: { next: () => dice.next(), seed: (seed) => dice.seed(Number(seed)) },
});

/** Faker at the beginning of the sequence that belongs to `seed`; the next call begins another one. */
export function seededFaker(seed: number): Faker {
  dice.seed(seed);
  return shared;
}
