import { draw } from '../../values/draw.ts';

/** What a national id is made of. */
interface Born {
  country: string;
  sex: 'female' | 'male';
  /** `1984-02-29`. */
  birthDate: string;
}

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/**
 * A national id of a form that programs take: a British NI number of a prefix that is never issued, a German tax id
 * that begins with 0 as none does. Romania and France keep nothing free: theirs have the numbers that are given last,
 * and with `valid: false` a wrong check digit as well.
 */
export function nationalId(
  { country, sex, birthDate }: Born,
  valid: boolean,
  ...words: (string | number)[]
): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const number = (below: number, part: string): number => draw(below, ...words, part);
  switch (country) {
    case 'GB':
      return `QQ${digits(number(1_000_000, 'ni'), 6)}${'ABCD'[number(4, 'ni letter')]}`;
    case 'DE':
      return germanTaxId(`0${digits(number(10 ** 9, 'tax'), 9)}`, valid);
    case 'FR': {
      const place = digits(1 + number(95, 'department'), 2) + digits(1 + number(300, 'commune'), 3);
      const first = `${sex === 'male' ? 1 : 2}${year.slice(2)}${month}${place}${digits(990 + number(10, 'order'), 3)}`;
      const key = 97 - (Number(first) % 97);
      return first + digits(valid ? key : (key % 97) + 1, 2);
    }
    default: {
      const century = Number(year) < 2000 ? 1 : 5;
      const first = `${century + (sex === 'male' ? 0 : 1)}${year.slice(2)}${month}${day}`;
      const county = digits(1 + number(46, 'county'), 2);
      return romanianCnp(first + county + digits(900 + number(100, 'serial'), 3), valid);
    }
  }
}

/** ISO 7064, modulo 11,10, as the German tax office has it. */
function germanTaxId(ten: string, valid: boolean): string {
  let product = 10;
  for (const digit of ten) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  const check = (11 - product) % 10;
  return ten + (valid ? check : (check + 1) % 10);
}

const CNP_WEIGHTS = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];

function romanianCnp(twelve: string, valid: boolean): string {
  const sum = CNP_WEIGHTS.reduce((total, weight, index) => total + weight * Number(twelve[index]), 0) % 11;
  const check = sum === 10 ? 1 : sum;
  return twelve + (valid ? check : (check + 1) % 10);
}
