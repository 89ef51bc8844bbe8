// Who imports whom. Nothing points up: every folder names what it may use, everything else is refused.
// TypeScript 7 has no compiler API, so swc reads the files; it counts type-only imports like any other.
// That some of these arrows are for types only is kept by tests/repository/types-only.test.ts.

const { MAY_IMPORT, MAY_IMPORT_INSIDE } = require('./.dependency-laws.cjs');

const OURS = '^(contracts|mock-server|tests|fixtures)/';

const pathOf = (place) => `^${place.replaceAll('.', '\\.')}`;

const downwards = Object.entries(MAY_IMPORT).map(([place, allowed]) => ({
  name: `nothing-points-up: ${place}`,
  severity: 'error',
  comment: `${place} may import ${allowed.join(', ') || 'nothing of ours'}.`,
  from: { path: pathOf(place) },
  to: { path: OURS, pathNot: [place, ...allowed].map(pathOf) },
}));

/** The places of a room: its sub-rooms by name, `own` for the files that stand in the room itself. */
const placeIn = (room, name) => (name === 'own' ? `${pathOf(room)}[^/]+$` : pathOf(`${room}${name}/`));

const downwardsInside = Object.entries(MAY_IMPORT_INSIDE).flatMap(([room, subRooms]) =>
  Object.entries(subRooms).map(([name, allowed]) => ({
    name: `nothing-points-up: ${room}${name}`,
    severity: 'error',
    comment: `${name} in ${room} may import ${allowed.join(', ') || 'none of the others'}.`,
    from: { path: placeIn(room, name) },
    to: { path: pathOf(room), pathNot: [name, ...allowed].map((place) => placeIn(room, place)) },
  })),
);

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
    ...downwardsInside,
    {
      name: 'every-folder-has-a-law',
      severity: 'error',
      comment: 'A new folder must be entered in MAY_IMPORT, and in the picture in ARCHITECTURE.md.',
      from: {
        path: '^(contracts|mock-server)/',
        pathNot: [...Object.keys(MAY_IMPORT), 'mock-server/dashboard/'].map(pathOf),
      },
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
    { name: 'no-cycles-of-folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    only(['express'], ['mock-server/http/', 'mock-server/admin/']),
    only(['lowdb'], ['mock-server/store/']),
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
      comment: 'It runs in a browser, and asks the control plane as anybody could.',
      severity: 'error',
      from: { path: '^mock-server/dashboard/' },
      to: {
        pathNot: [
          '^mock-server/dashboard/',
          '(^|/)node_modules/(preact|@dagrejs|@tanstack/virtual-core)/',
          // A command line is text made of text, for which a browser has what it takes.
          '^contracts/reader/calls/(curl|shells|outgoing)\\.ts$',
        ],
      },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^(contracts|mock-server)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
        // What the build puts into the bundle as a whole need not be installed.
        pathNot: '(^|/)node_modules/(@types|preact|@dagrejs|@tanstack|re2js|xstate|yaml|js-yaml)/',
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
    // What has markup is not understood here; the page's own tsconfig.json lets no file in from outside its folder.
    exclude: { path: ['^dist/', '^mock-server/dashboard/.*\\.tsx$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
