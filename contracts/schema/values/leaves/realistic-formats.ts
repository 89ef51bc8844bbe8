import type { Faker } from '@faker-js/faker';

const address = (faker: Faker) => faker.internet.email({ provider: 'example.com' }).toLowerCase();
const link = (faker: Faker) => `https://www.example.com/${faker.word.adjective()}-${faker.word.noun()}`;
const host = (faker: Faker) => `${faker.word.noun()}.example.com`;

/** Dates and times are not here: they lie around a given moment. */
const FORMATS: Record<string, (faker: Faker) => string> = {
  email: address,
  'idn-email': address,
  uri: link,
  url: link,
  iri: link,
  'uri-reference': (faker) => `/${faker.word.noun()}`,
  'iri-reference': (faker) => `/${faker.word.noun()}`,
  'uri-template': (faker) => `https://www.example.com/${faker.word.noun()}/{id}`,
  hostname: host,
  'idn-hostname': host,
  ipv4: (faker) => faker.internet.ipv4(),
  ipv6: (faker) => faker.internet.ipv6(),
  uuid: (faker) => faker.string.uuid(),
  duration: (faker) => `PT${faker.number.int({ min: 1, max: 59 })}M`,
  'json-pointer': (faker) => `/${faker.word.noun()}/${faker.number.int(9)}`,
  'json-pointer-uri-fragment': (faker) => `#/${faker.word.noun()}`,
  'relative-json-pointer': (faker) => `1/${faker.word.noun()}`,
  regex: (faker) => `^${faker.word.noun()}$`,
  byte: (faker) => Buffer.from(faker.word.words(3)).toString('base64'),
  password: (faker) => faker.internet.password({ length: 14 }),
};

/** What a `format` asks for. */
export function* formatCandidates(format: unknown, faker: Faker): Generator<string> {
  const make = typeof format === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (make) yield make(faker);
}
