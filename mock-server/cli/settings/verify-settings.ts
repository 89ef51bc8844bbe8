import type { SettingRule } from './settings.ts';

/** What `verify` was asked to do, on the command line or by environment. */
export interface VerifySettings {
  api: string[];
  contracts: string[];
  targets?: string;
  allowWrites: boolean;
  strict: boolean;
  requirePresence: boolean;
  accept?: string;
  baseline?: string;
  only: string[];
  cases: number;
  seed: string;
  rate?: number;
  timeout: number;
  timeLimit?: number;
  report?: string;
  dryRun: boolean;
}

type Rule = SettingRule & {
  minimum?: number;
  minLength?: number;
  items?: { type: string; minLength: number };
};

const texts = (name: string, description: string): Rule => ({
  name,
  type: 'array',
  items: { type: 'string', minLength: 1 },
  default: [],
  description,
});

/** The flags of `verify`; each is an environment variable, too. */
export const VERIFY_RULES: Rule[] = [
  texts('api', 'Only this API; several, separated by commas.'),
  texts('contracts', 'Folder with more APIs, of the same shape as those that ship.'),
  {
    name: 'targets',
    type: 'string',
    minLength: 1,
    description:
      'What the server knows: ids, credentials, sample bodies (contracts/targets.schema.json). Without it a server on this machine is taken for the stand-in as it ships.',
  },
  {
    name: 'allowWrites',
    type: 'boolean',
    default: false,
    description: 'Start processes on a server that is not this machine.',
  },
  { name: 'strict', type: 'boolean', default: false, description: 'Discoveries count as violations.' },
  {
    name: 'requirePresence',
    type: 'boolean',
    default: false,
    description: 'What is documented and was never seen fails the run, unless the targets file waives it.',
  },
  {
    name: 'accept',
    type: 'string',
    minLength: 1,
    description: 'File for what was seen instead of inferred and assumed promises, as an OpenAPI Overlay.',
  },
  {
    name: 'baseline',
    type: 'string',
    minLength: 1,
    description: 'Report (json) of an earlier run: what it found is listed apart and does not fail this one.',
  },
  texts('only', 'Only OPERATION or OPERATION/CHECK; several, separated by commas.'),
  {
    name: 'cases',
    type: 'integer',
    minimum: 0,
    default: 10,
    description: 'Generated valid requests for each operation.',
  },
  {
    name: 'seed',
    type: 'string',
    minLength: 1,
    default: '1',
    description: 'The same seed makes the same requests.',
  },
  { name: 'rate', type: 'integer', minimum: 1, description: 'Requests a second, at most.' },
  {
    name: 'timeout',
    type: 'integer',
    minimum: 1,
    default: 10_000,
    description: 'Milliseconds for one request.',
  },
  {
    name: 'timeLimit',
    type: 'integer',
    minimum: 1,
    description: 'Seconds for the whole run; what was not tried by then is not judged.',
  },
  {
    name: 'report',
    type: 'string',
    minLength: 1,
    description: 'Reports to write: junit=FILE,ctrf=FILE,html=FILE,sarif=FILE,json=FILE.',
  },
  {
    name: 'dryRun',
    type: 'boolean',
    default: false,
    description: 'Print what would be sent, as curl, and send nothing.',
  },
];
