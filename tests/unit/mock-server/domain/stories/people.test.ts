import { expect, test } from '@jest/globals';
import { fullName } from '../../../../../mock-server/domain/stories/people/full-name.ts';
import { mailName } from '../../../../../mock-server/domain/stories/people/mail-name.ts';
import { ageOn, type Person, personOf } from '../../../../../mock-server/domain/stories/people/person.ts';
import { dayOf } from '../../../../../mock-server/domain/time/time-zone.ts';
import { nameLists } from '../../../../../mock-server/simulation/stories/name-lists.ts';

const TODAY = dayOf('2026-11-26');
const LOCALES = ['en-GB', 'de-DE', 'ro-RO', 'fr-FR'];

function people(locale: string, count: number, nationalIds: 'valid' | 'invalid' = 'valid'): Person[] {
  const rules = { locales: { [locale]: 1 }, age: [18, 90] as [number, number], nationalIds };
  const wanted = { rules, lists: nameLists(), today: TODAY, words: ['seed', 'story', 'role'] };
  return Array.from({ length: count }, (_, number) => personOf({ ...wanted, number }));
}

const modulo97 = (digits: string): number => Number(BigInt(digits) % 97n);

function ibanIsRight(iban: string): boolean {
  const turned = [...(iban.slice(4) + iban.slice(0, 4))].map((one) => Number.parseInt(one, 36)).join('');
  return modulo97(turned) === 1;
}

test.each(LOCALES)('of 600 people of %s no two share an address, and no mail reaches anybody', (locale) => {
  const addresses = people(locale, 600).map(({ email }) => String(email));
  expect(new Set(addresses).size).toBe(600);
  const reserved = /^[a-z0-9.-]+@([a-z]+\.)?example\.(com|net|org)$/;
  expect(addresses.filter((address) => !reserved.test(address))).toEqual([]);
});

test('the same address never belongs to people of two countries', () => {
  const all = LOCALES.flatMap((locale) => people(locale, 500).map(({ email }) => email));
  expect(new Set(all).size).toBe(all.length);
});

test.each(LOCALES)('no pair of names of %s is somebody whom people know', (locale) => {
  const lists = nameLists().get(locale);
  if (!lists) throw new Error(`there are no names for ${locale}`);
  const pairs = (lists.women.length + lists.men.length) * lists.surnames.length;
  const drawn = Array.from({ length: pairs }, (_, number) => fullName(lists, number, 'seed'));
  const names = new Set(drawn.map(({ firstName, lastName }) => `${firstName} ${lastName}`));
  expect(lists.notThese.filter((name) => names.has(name))).toEqual([]);
  expect(names.size).toBeGreaterThan(pairs - 60);
});

test('telephones ring nowhere', () => {
  const blocks: Record<string, RegExp> = {
    'en-GB': /^\+44 7700 900\d{3}$/,
    'de-DE': /^\+49 (30 23125|40 66969|69 90009|89 99998|221 4710)\d{3}$/,
    'fr-FR': /^\+33 6 39 98 \d\d \d\d$/,
    // One digit too few to be dialled: Romania keeps no numbers free.
    'ro-RO': /^\+40 700 00\d \d\d$/,
  };
  for (const locale of LOCALES)
    for (const { phone } of people(locale, 100)) expect(phone).toMatch(blocks[locale] ?? /^$/);
});

test('accounts have right check digits, French ones the inner key too', () => {
  for (const locale of LOCALES)
    for (const { iban } of people(locale, 100)) expect(ibanIsRight(String(iban))).toBe(true);
  for (const { iban } of people('fr-FR', 100)) {
    const [, bank, branch, account, key] = /^FR\d\d(\d{5})(\d{5})(\d{11})(\d\d)$/.exec(String(iban)) ?? [];
    expect((89 * Number(bank) + 15 * Number(branch) + 3 * Number(account) + Number(key)) % 97).toBe(0);
  }
});

function cnpIsRight(cnp: string): boolean {
  const sum =
    [...'279146358279'].reduce((total, weight, at) => total + Number(weight) * Number(cnp[at]), 0) % 11;
  return cnp[12] === String(sum === 10 ? 1 : sum);
}

test('a Romanian id fits birth date and sex; where it is not to be valid, its check digit is wrong', () => {
  for (const { nationalId, birthDate, sex } of people('ro-RO', 100)) {
    const cnp = String(nationalId);
    expect(cnp.slice(1, 7)).toBe(birthDate.slice(2).replaceAll('-', ''));
    expect(Number(cnp[0]) % 2).toBe(sex === 'male' ? 1 : 0);
    expect(cnpIsRight(cnp)).toBe(true);
  }
  for (const { nationalId } of people('ro-RO', 300, 'invalid'))
    expect(cnpIsRight(String(nationalId))).toBe(false);
});

test('a French id has its key, and a German one begins with 0', () => {
  for (const { nationalId } of people('fr-FR', 100)) {
    const nir = String(nationalId);
    expect(97 - (Number(nir.slice(0, 13)) % 97)).toBe(Number(nir.slice(13)));
  }
  for (const { nationalId } of people('de-DE', 100)) expect(nationalId).toMatch(/^0\d{10}$/);
});

test('ages are those of the birth dates, and within the range', () => {
  for (const locale of LOCALES)
    for (const { age, birthDate } of people(locale, 500)) {
      expect(ageOn(TODAY, birthDate)).toBe(age);
      expect(age >= 18 && age <= 90).toBe(true);
    }
  expect(ageOn(dayOf('2026-02-27'), '2008-02-29')).toBe(17);
  expect(ageOn(dayOf('2026-02-28'), '2008-02-29')).toBe(18);
});

test('names are written in addresses as people of the country write them', () => {
  const written = [
    ['Groß', 'de-DE'],
    ['Müller', 'de-DE'],
    ['Œdipe', 'fr-FR'],
    ["d'Arc", 'fr-FR'],
    ['d’Arc', 'fr-FR'],
    ['Țăranu', 'ro-RO'],
    ['Jördis', 'ro-RO'],
    ['Yılmaz', 'de-DE'],
    ['王', 'en-GB'],
  ].map(([name = '', locale = '']) => mailName(name, locale));
  expect(written).toEqual(['gross', 'mueller', 'oedipe', 'darc', 'darc', 'taranu', 'jordis', 'yilmaz', '']);
});

test('among forty people hardly anybody shares a surname', () => {
  for (const locale of LOCALES)
    expect(new Set(people(locale, 40).map(({ lastName }) => lastName)).size).toBeGreaterThan(37);
});
