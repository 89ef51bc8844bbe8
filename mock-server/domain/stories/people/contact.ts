import { draw } from '../../values/draw.ts';
import type { Place } from './name-lists.ts';

/** Blocks of a thousand numbers that are kept free for films, by area code (Bundesnetzagentur, notice 148/2021). */
const GERMAN_BLOCKS: Record<string, string> = {
  30: '23125',
  40: '66969',
  69: '90009',
  89: '99998',
  221: '4710',
};

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/**
 * A telephone number that rings nowhere, because the country keeps its block free for fiction. Romania keeps none: the
 * number there is a digit too short to be dialled.
 */
export function phone(country: string, { area = '30' }: Place, ...words: (string | number)[]): string {
  const thousand = digits(draw(1000, ...words, 'phone'), 3);
  switch (country) {
    case 'GB':
      return `+44 7700 900${thousand}`;
    case 'DE': {
      const block = GERMAN_BLOCKS[area];
      return block ? `+49 ${area} ${block}${thousand}` : `+49 30 23125${thousand}`;
    }
    case 'FR': {
      const number = digits(draw(10_000, ...words, 'phone'), 4);
      return `+33 6 39 98 ${number.slice(0, 2)} ${number.slice(2)}`;
    }
    default:
      return `+40 700 00${thousand.slice(0, 1)} ${thousand.slice(1)}`;
  }
}

/** The remainder modulo 97 of digits of any length. */
function modulo97(text: string): number {
  return [...text].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}

/** Check digits of an IBAN (ISO 13616). */
function iban(country: string, account: string): string {
  const asDigits = [...`${account}${country}00`].map((one) => Number.parseInt(one, 36)).join('');
  return `${country}${digits(98 - modulo97(asDigits), 2)}${account}`;
}

/** An IBAN that every check takes, of a bank that there is not. */
export function bankAccount(country: string, ...words: (string | number)[]): string {
  const account = digits(draw(10 ** 10, ...words, 'account'), 10);
  switch (country) {
    case 'GB':
      return iban('GB', `TEST000000${account.slice(2)}`);
    // Clearing areas are 1 to 8.
    case 'DE':
      return iban('DE', `00000000${account}`);
    case 'FR': {
      const [bank, branch, number] = ['00000', '00000', `0${account}`];
      const key = 97 - ((15 * Number(branch) + 3 * (Number(number) % 97) + 89 * Number(bank)) % 97);
      return iban('FR', `${bank}${branch}${number}${digits(key, 2)}`);
    }
    // The registry's own sample has this bank code.
    default:
      return iban('RO', `AAAA000000${account}`);
  }
}
