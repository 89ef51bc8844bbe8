// Who may import whom, as data; `.dependency-cruiser.cjs` makes rules of it. ARCHITECTURE.md draws the same picture.

/** Room -> the rooms it may import besides itself. Nothing points up: everything that is not named is refused. */
const MAY_IMPORT = {
  'mock-server/main.ts': ['mock-server/cli/'],
  'mock-server/cli/': [
    'mock-server/running/',
    'mock-server/doctor/',
    'mock-server/client/',
    'mock-server/simulation/',
    'mock-server/behaviours/',
    'mock-server/store/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'contracts/files/',
    'contracts/schema/',
    'contracts/reader/',
    'contracts/suite/',
  ],
  'mock-server/in-process/': ['mock-server/running/', 'mock-server/client/', 'mock-server/domain/'],
  // Types only: it talks to a stand-in over HTTP, wherever that runs.
  'mock-server/client/': ['mock-server/domain/'],
  'mock-server/doctor/': ['mock-server/store/'],
  'mock-server/running/': [
    'mock-server/http/',
    'mock-server/admin/',
    'mock-server/simulation/',
    'mock-server/identity/',
    'mock-server/store/',
    'mock-server/domain/',
    'contracts/files/',
    'contracts/reader/',
  ],
  'mock-server/admin/': [
    'mock-server/http/',
    'mock-server/simulation/',
    'mock-server/identity/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'contracts/files/',
    'contracts/reader/',
  ],
  'mock-server/http/': [
    'mock-server/simulation/',
    'mock-server/identity/',
    'mock-server/behaviours/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'contracts/files/utf8.ts',
    'contracts/schema/',
    'contracts/reader/',
  ],
  'mock-server/simulation/': [
    'mock-server/behaviours/',
    'mock-server/identity/',
    'mock-server/worlds/',
    'mock-server/domain/',
    'mock-server/store/',
    'contracts/files/',
    'contracts/schema/',
    'contracts/reader/',
  ],
  'mock-server/identity/': ['mock-server/domain/', 'contracts/files/', 'contracts/schema/'],
  'mock-server/worlds/': ['mock-server/domain/', 'mock-server/store/'],
  // Of files the type of JSON only.
  'mock-server/behaviours/': ['mock-server/domain/', 'contracts/types/', 'contracts/files/json.ts'],
  // How folders are made where the system tries for ever.
  'mock-server/store/': ['mock-server/domain/', 'contracts/files/make-folder.ts', 'contracts/files/utf8.ts'],
  // Types only: what was wrong with a request is said in the words of the schema's judge. And what a pointer is.
  'mock-server/domain/': ['contracts/schema/judging/violation.ts', 'contracts/files/pointer.ts'],
  'contracts/suite/': ['contracts/reader/', 'contracts/schema/', 'contracts/files/'],
  'contracts/reader/': ['contracts/schema/', 'contracts/files/'],
  'contracts/schema/': ['contracts/files/'],
  'contracts/files/': [],
  // Made from the contracts, and types only.
  'contracts/types/': [],
};

/**
 * Room -> its sub-rooms -> the sub-rooms each may import. `own` are the files that stand in the room itself: its top
 * (they may use the sub-rooms, never the other way), or its ground.
 */
const MAY_IMPORT_INSIDE = {
  'mock-server/cli/': {
    own: ['commands', 'exec', 'settings'],
    commands: ['exec', 'log', 'settings'],
    log: ['settings'],
    exec: ['log', 'settings'],
    settings: [],
  },
  'mock-server/doctor/': { own: ['diagnoses', 'examination'], diagnoses: ['examination'], examination: [] },
  'mock-server/admin/': {
    own: ['worlds', 'instances', 'transport'],
    worlds: ['transport'],
    instances: ['transport'],
    transport: [],
  },
  'mock-server/http/': {
    own: ['identity', 'steering', 'steps', 'transport'],
    identity: ['own', 'steering', 'steps', 'transport'],
    steering: ['own', 'steps', 'transport'],
    steps: ['own', 'transport'],
    transport: [],
  },
  'mock-server/simulation/': {
    own: ['stories', 'snapshots', 'instances', 'faults', 'apis', 'journal', 'unknown-address'],
    snapshots: ['instances', 'apis'],
    stories: ['apis'],
    instances: ['apis'],
    faults: ['apis'],
    apis: [],
    journal: [],
    'unknown-address': ['apis'],
  },
  'mock-server/store/': {
    own: ['file', 'memory', 'interface'],
    file: ['memory', 'interface'],
    memory: ['interface'],
    interface: [],
  },
  'mock-server/store/file/': {
    own: ['compaction', 'folder', 'log', 'image'],
    compaction: ['folder', 'log', 'image'],
    folder: ['log', 'image'],
    log: ['image'],
    image: [],
  },
  'mock-server/identity/': {
    own: ['endpoints', 'calls', 'records'],
    endpoints: ['grants', 'sessions', 'pages', 'calls', 'tokens', 'records'],
    grants: ['sessions', 'calls', 'tokens', 'records'],
    sessions: ['calls', 'records'],
    calls: ['records', 'keys'],
    tokens: ['records', 'keys'],
    records: ['keys'],
    pages: [],
    keys: [],
  },
  'mock-server/domain/': {
    events: ['journal', 'instances', 'time'],
    identity: ['values'],
    memory: [],
    journal: ['faults', 'memory', 'values'],
    faults: ['values', 'time'],
    stories: ['instances', 'time', 'values'],
    snapshots: ['instances', 'time', 'values'],
    instances: ['time', 'values'],
    time: [],
    values: [],
  },
  'mock-server/domain/stories/': { own: ['people'], people: ['own'] },
  'contracts/reader/': { calls: ['own'], export: ['own'], own: [] },
  'contracts/schema/': { mutations: ['judging', 'own'], judging: ['own'], values: ['own'], own: [] },
  'contracts/schema/values/': {
    own: ['leaves', 'narrowing', 'walk'],
    leaves: ['narrowing', 'walk'],
    narrowing: ['walk'],
    walk: [],
  },
  'contracts/suite/': {
    'test-runners': ['run', 'report', 'target', 'sending'],
    run: ['sequence', 'cases', 'checks', 'trouble', 'target', 'report', 'sending', 'arazzo'],
    trouble: ['checks', 'sending'],
    sequence: ['cases', 'checks', 'target', 'sending', 'arazzo'],
    cases: ['checks', 'target', 'sending'],
    checks: ['target', 'arazzo', 'sending'],
    target: ['arazzo', 'sending'],
    report: [],
    sending: [],
    arazzo: [],
  },
};

module.exports = { MAY_IMPORT, MAY_IMPORT_INSIDE };
