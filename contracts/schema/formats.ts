import type { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
/** A label of a host name in any script, and what may stand between the labels. */
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}\u00b7\u0375\u05f3\u05f4\u30fb-]{1,63}(?<!-)$/u;
const SEPARATOR = /[.\u3002\uff0e\uff61]/;

/**
 * The formats of JSON Schema 2020-12 and OpenAPI: those of ajv-formats, dates and times as RFC 3339 writes them, and
 * the four for texts in any script. A format that nobody knows is an annotation, as the specification has it.
 */
export function addAllFormats(ajv: Ajv2020): void {
  addFormats.default(ajv);
  ajv.addFormat('date', isDate);
  ajv.addFormat('time', isTime);
  ajv.addFormat('date-time', isDateTime);
  ajv.addFormat('idn-email', isEmail);
  ajv.addFormat('idn-hostname', isHostname);
  ajv.addFormat('iri', (text: string) => isIri(text) && /^[a-z][a-z0-9+.-]*:/i.test(text));
  ajv.addFormat('iri-reference', isIri);
  const value = new Proxy(ajv.formats, {
    get: (known, name) => Reflect.get(known, name) ?? (typeof name === 'string' ? true : undefined),
  });
  Object.defineProperty(ajv, 'formats', { value });
}

function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}

/** A 60th second is there at the end of a day of UTC only. */
function isTime(text: string): boolean {
  const [, hours, minutes, seconds, zone = 'z'] = TIME.exec(text) ?? [];
  if (hours === undefined) return false;
  if (seconds !== '60') return true;
  const [, sign, offHours, offMinutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const off = sign === undefined ? 0 : (Number(offHours) * 60 + Number(offMinutes)) * (sign === '-' ? -1 : 1);
  const utc = (Number(hours) * 60 + Number(minutes) - off + 2880) % 1440;
  return utc === 1439;
}

function isDateTime(text: string): boolean {
  const [date = '', time = '', ...others] = text.split(/t/i);
  return others.length === 0 && isDate(date) && isTime(time);
}

function isHostname(text: string): boolean {
  return text.length <= 253 && text.split(SEPARATOR).every((label) => LABEL.test(label));
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && !/[\s@<>(),;:\\]/u.test(text.slice(0, at)) && isHostname(text.slice(at + 1));
}

/** An address in any script: without blanks and brackets, every percent sign followed by two digits. */
function isIri(text: string): boolean {
  if (/[\s<>"{}|\\^`\p{Cc}]/u.test(text) || /%(?![0-9a-f]{2})/i.test(text)) return false;
  return URL.canParse(text, 'http://a.example/');
}
