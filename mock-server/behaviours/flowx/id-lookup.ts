import type { JsonSchema } from '../../../contracts/files/json.ts';
import type { BuildSettings } from '../../../contracts/types/flowx.d.ts';

/** The catalogue of `fixtures/flowx/catalogue.yaml`, as its schema has it. */
export interface Catalogue {
  workspaces?: Workspace[];
}

export interface Workspace {
  id: string;
  name: string;
  applications: Application[];
}

export interface Application {
  id: string;
  name: string;
  parentApplicationId?: string | null;
  rootApplicationId?: string | null;
  /** Absent: none is active. */
  activeBuild?: string;
  builds: Build[];
  processes: Process[];
  resourceDefinitions?: { id: string; process: string }[];
  /** Sessions of its UI flows, each with the build that it runs on. */
  uiFlowSessions?: { id: string; build: string }[];
}

export interface Build {
  id: string;
  status: string;
  settings: BuildSettings;
}

export interface Process {
  name: string;
  flowxUuid: string;
  startSchema?: JsonSchema;
  startNodes?: { condition: string }[];
  /** Whose members may start it; without them everybody. */
  groups?: string[];
  /** A file of the fixtures' lifecycles. */
  lifecycle?: string;
}

/** The catalogue, found by id. */
export interface Directory {
  workspaces: Map<string, Workspace>;
  applications: Map<string, { application: Application; workspace: Workspace }>;
  /** The application each build belongs to. */
  builds: Map<string, { build: Build; application: Application }>;
  /** By id, the build that a session of a UI flow runs on. */
  uiFlowSessions: Map<string, string>;
}

const known = new WeakMap<object, Directory>();

/** Indexes a catalogue, once. */
export function directoryOf(catalogue: Catalogue): Directory {
  const directory = known.get(catalogue) ?? index(catalogue);
  known.set(catalogue, directory);
  return directory;
}

function index({ workspaces = [] }: Catalogue): Directory {
  const placed = workspaces.flatMap((workspace) =>
    workspace.applications.map((application) => ({ application, workspace })),
  );
  const built = placed.flatMap(({ application }) =>
    application.builds.map((build) => ({ build, application })),
  );
  return {
    workspaces: new Map(workspaces.map((workspace) => [workspace.id, workspace])),
    applications: new Map(placed.map((entry) => [entry.application.id, entry])),
    builds: new Map(built.map((entry) => [entry.build.id, entry])),
    uiFlowSessions: new Map(
      placed.flatMap(({ application }) =>
        (application.uiFlowSessions ?? []).map(({ id, build }) => [id, build]),
      ),
    ),
  };
}
