import { type LoadRequest, START } from './contender.ts';

/** One kind of request, and how the stand-in is served that answers it. */
export interface Kind {
  name: string;
  flags: string[];
  /** What differs from the start of a process. */
  request: Partial<LoadRequest>;
  /** What it is answered with. */
  status: number;
  /** 32 unless told. */
  connections?: number;
}

const IN_MEMORY = ['--ephemeral', '--log', 'problems'];
const { Authorization: _, ...ANONYMOUS } = START.headers;

/** What Chromium 147 sends with a `fetch` of a page of another origin, beside what the page itself gives. */
const CHROMIUM = {
  ...START.headers,
  Accept: '*/*',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9',
  Origin: 'http://localhost:5173',
  Referer: 'http://localhost:5173/',
  'Sec-Fetch-Dest': 'empty',
  'Sec-Fetch-Mode': 'cors',
  'Sec-Fetch-Site': 'same-site',
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
  'sec-ch-ua': '"Chromium";v="147", "Not.A/Brand";v="8"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
};

const START_OK = { request: {}, status: 200 };
const LARGE = JSON.stringify({ text: 'x'.repeat(100_000) });

/** A read of the instance that ships; it is of the other product. */
const READ: Partial<LoadRequest> = {
  method: 'GET',
  path: '/process/instance/inst_xyz789',
  headers: { 'X-API-Key': 'apk_demo_secret' },
  body: '',
};

/** Everything that is measured, in the order of the table. */
export const KINDS: Kind[] = [
  { name: 'durable start', flags: [], ...START_OK },
  { name: 'durable start, 1 connection', flags: [], connections: 1, ...START_OK },
  { name: 'durable start as Chromium asks', flags: [], request: { headers: CHROMIUM }, status: 200 },
  { name: 'durable start of 100 KB', flags: [], request: { body: LARGE }, status: 200 },
  { name: '--durability os', flags: ['--durability', 'os'], ...START_OK },
  { name: '--durability none', flags: ['--durability', 'none'], ...START_OK },
  { name: '--ephemeral', flags: IN_MEMORY, ...START_OK },
  { name: '--ephemeral, 1 connection', flags: IN_MEMORY, connections: 1, ...START_OK },
  { name: 'getInstance', flags: IN_MEMORY, request: READ, status: 200 },
  { name: '400, a body against its schema', flags: IN_MEMORY, request: { body: '[]' }, status: 400 },
  { name: '401', flags: IN_MEMORY, request: { headers: ANONYMOUS }, status: 401 },
  {
    name: '404, an unknown process',
    flags: IN_MEMORY,
    request: { path: START.path.replace('customer_onboarding', 'customer_onbording') },
    status: 404,
  },
  {
    name: '404, an unknown path',
    flags: IN_MEMORY,
    request: { path: START.path.replace('/process-name/', '/proces-name/') },
    status: 404,
  },
  { name: '405', flags: IN_MEMORY, request: { method: 'PUT' }, status: 405 },
];
