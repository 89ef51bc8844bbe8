import { addMonths, dayOfMonth, daysInMonth } from '../../time/relative-date.ts';
import { dateText, dayOf } from '../../time/time-zone.ts';
import { draw, drawWeighted } from '../../values/draw.ts';
import type { Data } from '../../values/process-data.ts';
import type { PeopleRules } from '../story.ts';
import { bankAccount, phone } from './contact.ts';
import { fullName } from './full-name.ts';
import { mailName } from './mail-name.ts';
import type { NameLists, Place } from './name-lists.ts';
import { nationalId } from './national-id.ts';

/** Somebody of a story; everything about them fits together. */
export interface Person extends Data {
  locale: string;
  firstName: string;
  lastName: string;
  name: string;
  sex: 'female' | 'male';
  birthDate: string;
  age: number;
}

/** What decides who it is. */
export interface Wanted {
  rules: PeopleRules;
  /** By locale. */
  lists: ReadonlyMap<string, NameLists>;
  /** Of their role, from 0. */
  number: number;
  /** Days since 1970-01-01, of the present. */
  today: number;
  /** Seed, story and role. */
  words: (string | number)[];
  /** Members that are settled; null: there is none. */
  fixed?: Data;
}

/**
 * The person of a number.
 * @throws Error for a locale without lists
 */
export function personOf({ rules, lists, number, today, words, fixed = {} }: Wanted): Person {
  const own = [...words, number];
  const locale = String(fixed.locale ?? localeOf(rules, own));
  const list = lists.get(locale);
  if (!list) throw new Error(`there are no names for ${locale}`);
  const drawn = fullName(list, number, ...words, locale);
  const { firstName, lastName, sex } = { ...drawn, ...fixed } as typeof drawn;
  const birthDate = birthDateOf(rules, today, fixed, own);
  const place = list.places[draw(list.places.length, ...own, 'place')] ?? {
    city: '',
    region: '',
    postcode: '',
  };
  const born = { country: list.country, sex, birthDate };
  const age = ageOn(today, birthDate);
  const person: Person = {
    locale,
    language: locale.slice(0, 2),
    country: list.country,
    currency: list.currency,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    initials: [firstName, lastName].map((name) => [...name][0] ?? '').join(''),
    sex,
    birthDate,
    age,
    nationalId: nationalId(born, rules.nationalIds !== 'invalid', ...own),
    occupation: occupation(list, age, own),
    email: mail(rules, list, { ...drawn, firstName, lastName, locale }, own),
    phone: phone(list.country, place, ...own),
    iban: bankAccount(list.country, ...own),
    address: address(list, place, own),
  };
  if (Object.keys(fixed).length === 0) return person;
  const { birthday: _, ...members } = fixed;
  const settled = Object.entries({ ...person, ...members, birthDate, age }).filter(
    ([, value]) => value !== null,
  );
  return Object.fromEntries(settled) as Person;
}

function localeOf({ locales }: PeopleRules, own: (string | number)[]): string {
  const names = Object.keys(locales);
  return names[drawWeighted(Object.values(locales), ...own, 'locale')] ?? '';
}

/** More are in the middle of the ages than at their ends. */
function birthDateOf({ age }: PeopleRules, today: number, fixed: Data, own: (string | number)[]): string {
  if (typeof fixed.birthDate === 'string') return fixed.birthDate;
  if (fixed.birthday === 'today' && typeof fixed.age === 'number')
    return dateText(addMonths(today, -12 * fixed.age));
  const [youngest, oldest] = age;
  const span = oldest - youngest + 1;
  const years =
    typeof fixed.age === 'number'
      ? fixed.age
      : youngest + Math.floor((draw(span, ...own, 'age') + draw(span, ...own, 'age too')) / 2);
  const month = 1 + draw(12, ...own, 'month');
  const [year = 0] = dateText(today).split('-').map(Number);
  const dayIn = (one: number): number =>
    dayOfMonth(one, month, 1 + (draw(31, ...own, 'day') % daysInMonth(one, month)));
  const thisYear = dayIn(year - years);
  return dateText(ageOn(today, dateText(thisYear)) === years ? thisYear : dayIn(year - years - 1));
}

/** Years since a birth date; who is born on 29 February has a birthday on the 28th in other years. */
export function ageOn(today: number, birthDate: string): number {
  const born = dayOf(birthDate);
  const years = Number(dateText(today).slice(0, 4)) - Number(birthDate.slice(0, 4));
  return addMonths(born, years * 12) <= today ? years : years - 1;
}

/** People work until they are 67. */
function occupation({ occupations, retired }: NameLists, age: number, own: (string | number)[]): string {
  return age < 67 ? (occupations[draw(occupations.length, ...own, 'occupation')] ?? '') : retired;
}

function mail(
  { mail: own }: PeopleRules,
  list: NameLists,
  {
    firstName,
    lastName,
    locale,
    repeat,
  }: { firstName: string; lastName: string; locale: string; repeat: number },
  words: (string | number)[],
): string {
  const parts = [firstName, lastName].map((name) => mailName(name, locale)).filter((part) => part !== '');
  const number = repeat > 0 ? String(repeat + 1) : '';
  const local = parts.length > 0 ? parts.join('.') : `customer${words.at(-1)}`;
  const domain = own ?? list.mail[draw(list.mail.length, ...words, 'mail')];
  return `${local}${number}@${domain}`;
}

function address(list: NameLists, { city, region, postcode }: Place, own: (string | number)[]): Data {
  const street = list.streets[draw(list.streets.length, ...own, 'street')] ?? '';
  const number = String(1 + draw(98, ...own, 'house'));
  const numberFirst = list.country === 'GB' || list.country === 'FR';
  const line = numberFirst ? `${number} ${street}` : `${street} ${number}`;
  return { street: line, postcode, city, region, country: list.country };
}
