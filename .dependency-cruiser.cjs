// Who imports whom. Nothing points up: every folder names what it may use, everything else is refused.
// TypeScript 7 has no compiler API, so swc reads the files; it counts type-only imports like any other.
// That some of these arrows are for types only is kept by tests/repository/types-only.test.ts.

/** Folder -> the folders it may import besides itself. ARCHITECTURE.md draws the same picture. */
const MAY_IMPORT = {
  'mock-server/main.ts': ['mock-server/cli/'],
  'mock-server/cli/': [
    'mock-server/running/',
    'mock-server/doctor/',
    'mock-server/simulation/',
    'mock-server/behaviours/',
    'mock-server/store/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'contracts/reader/',
    'contracts/suite/',
  ],
  'mock-server/in-process/': [
    'mock-server/running/',
    'mock-server/client/',
    'mock-server/simulation/',
    'mock-server/domain/',
  ],
  // Types only: it talks to a stand-in over HTTP, wherever that runs.
  'mock-server/client/': ['mock-server/simulation/', 'mock-server/domain/'],
  'mock-server/doctor/': ['mock-server/store/', 'contracts/reader/'],
  'mock-server/running/': [
    'mock-server/http/',
    'mock-server/admin/',
    'mock-server/simulation/',
    'mock-server/store/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'contracts/reader/',
  ],
  'mock-server/admin/': [
    'mock-server/http/',
    'mock-server/simulation/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'mock-server/store/',
    'contracts/reader/',
  ],
  'mock-server/http/': [
    'mock-server/simulation/',
    'mock-server/behaviours/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'mock-server/store/',
    'contracts/reader/',
  ],
  'mock-server/simulation/': [
    'mock-server/behaviours/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'mock-server/store/',
    'contracts/reader/',
  ],
  'mock-server/worlds/': ['mock-server/domain/', 'mock-server/store/'],
  'mock-server/behaviours/': ['mock-server/domain/', 'mock-server/store/', 'contracts/reader/'],
  'mock-server/store/': ['mock-server/domain/'],
  'mock-server/domain/': [],
  'mock-server/dashboard/': [],
  'contracts/suite/': ['contracts/reader/'],
  'contracts/reader/': [],
  // Made from the contracts, and types only.
  'contracts/types/': [],
};

const OURS = '^(contracts|mock-server|tests|fixtures)/';

const pathOf = (place) => `^${place.replaceAll('.', '\\.')}`;

const downwards = Object.entries(MAY_IMPORT).map(([place, allowed]) => ({
  name: `nothing-points-up: ${place}`,
  severity: 'error',
  comment: `${place} may import ${allowed.join(', ') || 'nothing of ours'}.`,
  from: { path: pathOf(place) },
  to: { path: OURS, pathNot: [place, ...allowed].map(pathOf) },
}));

/** The package may be imported below these folders only. */
const only = (packages, folders) => ({
  name: `only ${folders.join(' and ')} know ${packages.join(' and ')}`,
  severity: 'error',
  from: { path: '^(contracts|mock-server)/', pathNot: folders.map(pathOf) },
  to: { path: `(^|/)node_modules/(@types/)?(${packages.join('|')})/` },
});

module.exports = {
  forbidden: [
    ...downwards,
    {
      name: 'every-folder-has-a-law',
      severity: 'error',
      comment: 'A new folder must be entered in MAY_IMPORT, and in the picture in ARCHITECTURE.md.',
      from: { path: '^(contracts|mock-server)/', pathNot: Object.keys(MAY_IMPORT).map(pathOf) },
      to: {},
    },
    {
      name: 'the-judge-knows-not-the-accused',
      severity: 'error',
      comment: 'A suite that imports the server proves nothing about it.',
      from: { path: '^contracts/' },
      to: { path: '^mock-server/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only(['express'], ['mock-server/http/', 'mock-server/admin/']),
    only(['lowdb', 'pg'], ['mock-server/store/']),
    {
      name: 'domain-uses-only-pure-libraries',
      severity: 'error',
      comment:
        'domain/ is pure rules: no I/O. Hashing is a function; the linter forbids the random part of node:crypto. node:module loads a pure library when it is needed first.',
      from: { path: '^mock-server/domain/' },
      to: {
        dependencyTypesNot: ['local', 'unknown', 'undetermined'],
        pathNot: ['(^|/)node_modules/(xstate|iso8601-duration)/', '^(node:)?(crypto|module)$'],
      },
    },
    {
      name: 'dashboard-imports-nothing',
      severity: 'error',
      from: { path: '^mock-server/dashboard/' },
      to: { pathNot: '^mock-server/dashboard/' },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^(contracts|mock-server)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
        pathNot: '(^|/)node_modules/@types/',
      },
    },
    {
      name: 'not-to-undeclared-packages',
      severity: 'error',
      from: { path: '^(contracts|mock-server)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { path: '^(contracts|mock-server)/' },
      to: { path: '^tests/' },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A module nobody imports and that imports nothing; behaviours are found by their file name.',
      from: {
        orphan: true,
        pathNot: ['^mock-server/main\\.ts$', '^mock-server/(behaviours|dashboard)/', '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'names-say-what-is-inside',
      severity: 'error',
      from: {},
      to: {
        path: ['utils', 'helpers', 'common', 'index'].map((name) => `/${name}[/.]`),
        pathNot: '(^|/)node_modules/',
      },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
