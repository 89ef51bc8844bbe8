import type { Faker } from '@faker-js/faker';

type Make = (faker: Faker) => string | string[];

/** Faker's own sentences are Latin or jokes. */
const SENTENCES = [
  'The request was received and is being processed.',
  'All documents were checked and accepted.',
  'The customer asked to be called back in the afternoon.',
  'Please confirm the delivery address before shipping.',
  'The second approval is still missing.',
  'This step was completed without changes.',
  'Two of the three signatures have arrived.',
  'The payment was matched with the open invoice.',
  'Further details follow by e-mail.',
  'The appointment was moved to next week.',
  'The data was updated on behalf of the owner.',
  'Nothing has to be done until the review is finished.',
];
/** Two words as part of an address. */
const slug: Make = (faker) => `${faker.word.adjective()}-${faker.word.noun()}`;

const person: Make = (faker) => [faker.person.fullName(), faker.person.lastName()];
const sentence: Make = (faker) => [
  faker.helpers.arrayElement(SENTENCES),
  faker.company.catchPhrase(),
  faker.word.noun(),
];
const title: Make = (faker) => [faker.company.catchPhrase(), capital(faker.word.noun())];
const email: Make = (faker) => faker.internet.email({ provider: 'example.com' }).toLowerCase();
const amount: Make = (faker) => faker.finance.amount();
const PEOPLE =
  'customer|client|person|user|contact|applicant|owner|author|assignee|manager|holder|employee|employer';
const MORE_PEOPLE =
  'beneficiary|recipient|sender|patient|guest|member|agent|borrower|reviewer|requester|initiator';

/** The first whose name fits, so the narrower stand before the wider. */
const TEXTS: [RegExp, Make][] = [
  [/\be ?mails?( address)?$/, email],
  [/\b(phone|mobile|telephone|fax|cell|msisdn)( number| no)?$/, phone],
  [/\b(user ?name|login|account name|nick ?name)$/, (faker) => faker.internet.username().toLowerCase()],
  [/\b(first|given|fore) ?name$/, (faker) => faker.person.firstName()],
  [/\b(last|family|sur|second) ?name$/, (faker) => faker.person.lastName()],
  [/\bmiddle ?name$/, (faker) => faker.person.middleName()],
  [
    /\b(full ?name|(created|updated|modified|started|assigned|approved|completed) by|assignee|reviewer)$/,
    person,
  ],
  [new RegExp(`\\b(${PEOPLE}|${MORE_PEOPLE})( name)?$`), person],
  [/\b(company|organi[sz]ation|vendor|supplier|merchant|bank)( name)?$/, (faker) => faker.company.name()],
  [/\bfile ?name$/, (faker) => faker.system.commonFileName('pdf')],
  [/\bproduct( name)?$/, (faker) => faker.commerce.productName()],
  [/\bdepartment( name)?$/, (faker) => faker.commerce.department()],
  [/\b(job|position|occupation|profession)( title| name)?$/, (faker) => faker.person.jobTitle()],
  [
    /\bcountry (iso )?code$/,
    (faker) => [faker.location.countryCode('alpha-2'), faker.location.countryCode('alpha-3')],
  ],
  [/\b(country|nationality)( name)?$/, country],
  [/\b(city|town|locality)( name)?$/, (faker) => faker.location.city()],
  [
    /\b(address state|province|region|county)( name)?$/,
    (faker) => [faker.location.state(), faker.location.state({ abbreviated: true })],
  ],
  [
    /\b(zip|postal|post) ?(code|number)?$/,
    (faker) => [faker.location.zipCode('#####'), faker.location.zipCode('####')],
  ],
  [
    /\b((street|address|home|postal|billing|shipping)( address)?|address line ?1?|line 1)$/,
    (faker) => faker.location.streetAddress(),
  ],
  [/\b(address )?line 2$/, (faker) => faker.location.secondaryAddress()],
  [/\b(house|building|street) (number|no)$/, (faker) => faker.location.buildingNumber()],
  [/\bcurrency( code)?$/, (faker) => faker.finance.currencyCode()],
  [/\biban$/, (faker) => faker.finance.iban()],
  [/\b(bic|swift)( code)?$/, (faker) => faker.finance.bic()],
  [/\b(card|credit card) (number|no)$/, () => '4111111111111111'],
  [/\baccount (number|no)$/, (faker) => faker.finance.accountNumber()],
  [/\b(amount|price|cost|fee|balance|salary|income)$/, amount],
  [/\b(language|lang)( code)?$/, () => ['en', 'eng']],
  [/\blocale$/, () => ['en-US', 'en_US', 'en']],
  [/\b(time ?zone|tz)$/, (faker) => faker.location.timeZone()],
  [
    /\b(avatar|image|photo|picture|logo|icon)( ur[il])?$/,
    (faker) => `https://www.example.com/${slug(faker)}.png`,
  ],
  [/\b(ur[il]|link|href|website|web site|homepage|endpoint|callback|webhook)$/, url],
  [/\b(domain|host|host ?name)$/, (faker) => `${faker.word.noun()}.example.com`],
  [/\b(ip|ip address)$/, (faker) => [faker.internet.ipv4(), faker.internet.ipv6()]],
  [/\buser agent$/, (faker) => faker.internet.userAgent()],
  [/\b(mime|content|media) type$/, () => 'application/json'],
  [/\b(path|directory)$/, (faker) => `/${faker.word.noun()}/${faker.word.noun()}`],
  [/\bversion$/, version],
  [
    /\b(uuid|guid|id|identifier|correlation|trace)$/,
    (faker) => [faker.string.uuid(), faker.string.numeric(6)],
  ],
  [/\b(token|secret|signature|hash|checksum)$/, (faker) => faker.string.alphanumeric(32)],
  [/\b(gender|sex)$/, (faker) => faker.person.sex()],
  [/\b(colou?r)$/, (faker) => [faker.color.human(), faker.color.rgb()]],
  [
    /\b(description|notes?|messages?|comments?|remarks?|details?|reason|summary|text|body|explanation)$/,
    sentence,
  ],
  [/\b(title|subject|headline|label|caption|display name|name)$/, title],
  [/\b(status|state)$/, (faker) => faker.helpers.arrayElement(['active', 'pending', 'completed'])],
  [/\b(slug|alias)$/, slug],
  [
    /\b(code|reference|ref|number|no)$/,
    (faker) => `${faker.string.alpha({ length: 3, casing: 'upper' })}-${faker.string.numeric(4)}`,
  ],
];

/** What a text called so usually says, longer before shorter. */
export function* textCandidates(name: string, faker: Faker): Generator<string> {
  const make = TEXTS.find(([names]) => names.test(name))?.[1];
  if (make) yield* [make(faker)].flat();
}

function phone(faker: Faker): string[] {
  const number = faker.phone.number({ style: 'international' });
  return [number, number.slice(1), faker.phone.number({ style: 'national' })];
}

function country(faker: Faker): string[] {
  return [
    faker.location.country(),
    faker.location.countryCode('alpha-2'),
    faker.location.countryCode('alpha-3'),
  ];
}

function url(faker: Faker): string[] {
  return [`https://www.example.com/${slug(faker)}`, `/${slug(faker)}`];
}

function version(faker: Faker): string[] {
  const [major, minor, patch] = [1, 2, 3].map(() => faker.number.int(9));
  return [`${major}.${minor}.${patch}`, `v${major}.${minor}.${patch}`, `${major}.${minor}`, `${major}`];
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
