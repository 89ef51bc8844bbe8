import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake, type Mistakes, type Wrong } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { readSource, type SourceFile } from '../files/source-file.ts';
import { mistakesAgainst } from '../schema/judging/check-file.ts';
import type { Api } from './api.ts';
import { FIXTURE_FILES, fixtureFile, fixtureNames } from './fixture-files.ts';

/** The world a stand-in starts from, as far as one API is concerned. */
export interface Fixtures {
  /** The ids the stand-in knows, in the shape of the API's `catalogue.schema.json`. */
  catalogue: JsonObject;
  /** The instances a fresh world holds, in the shape of `instances.schema.json`. */
  instances: JsonObject[];
  /** By name, how instances move. */
  lifecycles: Map<string, SourceFile>;
  /** Where its files are, or would be: `FOLDER/API`. */
  folder: string;
  /** Whether the build checked all of them as they are. */
  verified: boolean;
  /** The files, for mistakes that their schemas cannot see. */
  sources: { catalogue?: SourceFile; instances?: SourceFile };
  /** What does not fit its schema, so that nothing more can be said of it. */
  unfit: { catalogue: boolean; instances: ReadonlySet<number>; lifecycles: ReadonlySet<string> };
}

/** The world that ships. */
export const bundledFixtures = (): string => join(packageFolder(), 'fixtures');

/**
 * Reads `FOLDER/API/catalogue.yaml` and `instances.yaml`, each checked against the schema in the API's folder.
 * A file that is not there is an empty one.
 * @param mistakes gets every violation with file, line and pointer
 */
export function readFixtures(folder: string, api: Api, mistakes: Mistakes): Fixtures {
  const here = join(folder, api.name);
  const catalogue = readChecked(here, api, 'catalogue', mistakes);
  const instances = readChecked(here, api, 'instances', mistakes);
  const { lifecycles, unfit } = readLifecycles(join(here, 'lifecycles'), api, mistakes);
  const sources = [catalogue?.source, instances?.source, ...lifecycles.values()];
  return {
    catalogue: isObject(catalogue?.source.value) ? catalogue.source.value : {},
    instances: (Array.isArray(instances?.source.value) ? instances.source.value : []) as JsonObject[],
    lifecycles,
    folder: here,
    verified: api.origins.verified && sources.every((source) => source?.verified ?? true),
    sources: {
      ...(catalogue && { catalogue: catalogue.source }),
      ...(instances && { instances: instances.source }),
    },
    unfit: {
      catalogue: (catalogue?.wrong.length ?? 0) > 0,
      instances: new Set(instances?.wrong.map(({ place }) => Number(place?.pointer.split('/')[1]))),
      lifecycles: unfit,
    },
  };
}

/** Every `NAME.yaml` of a folder, checked against `contracts/lifecycle.schema.json` and the API's `state.schema.json`. */
function readLifecycles(
  folder: string,
  api: Api,
  mistakes: Mistakes,
): { lifecycles: Map<string, SourceFile>; unfit: Set<string> } {
  const lifecycles = new Map<string, SourceFile>();
  const unfit = new Set<string>();
  for (const name of fixtureNames(folder)) {
    const read = readOne(folder, name, mistakes, () =>
      schemaOnce(api, 'lifecycle', () => lifecycleSchema(api)),
    );
    if (!read || read.wrong.length > 0) unfit.add(name);
    else lifecycles.set(name, read.source);
  }
  return { lifecycles, unfit };
}

/** A schema, and the file of the part that may not be ours. */
interface FixtureSchema {
  value: Json;
  verified: boolean;
  from: SourceFile;
}

/** A changed contract is another API; compiling a schema takes longer than all else here. */
const schemas = new WeakMap<Api, Map<string, FixtureSchema>>();

function schemaOnce(api: Api, what: string, read: () => FixtureSchema): FixtureSchema {
  const known = schemas.get(api) ?? new Map<string, FixtureSchema>();
  const schema = known.get(what) ?? read();
  schemas.set(api, known.set(what, schema));
  return schema;
}

function lifecycleSchema(api: Api): FixtureSchema {
  const ours = readSource(join(packageFolder(), 'contracts', 'lifecycle.schema.json'));
  const { value, verified } = ours;
  const file = join(api.folder, 'state.schema.json');
  if (!existsSync(file)) return { value, verified, from: ours };
  const ofState = readSource(file);
  const { $id: _, $schema: __, ...meta } = ofState.value as JsonObject;
  const schema = value as { $defs: JsonObject } & JsonObject;
  const whole = { ...schema, $defs: { ...schema.$defs, meta } };
  return { value: whole, verified: verified && ofState.verified, from: ofState };
}

/**
 * Checks that a folder of fixtures is one; otherwise a misspelt one would be an empty world.
 * @throws Mistake when it is not there, or has nothing for any API
 */
export function checkFixturesFolder(folder: string, apis: readonly Api[]): void {
  if (!existsSync(folder)) throw new Mistake([{ text: `the fixtures folder ${folder} does not exist` }]);
  if (apis.some(({ name }) => FIXTURE_FILES.some((file) => fixtureNames(join(folder, name)).includes(file))))
    return;
  const files = apis.flatMap(({ name }) => FIXTURE_FILES.map((file) => join(name, `${file}.yaml`)));
  throw new Mistake(
    [{ text: `the fixtures folder ${folder} has nothing for any API` }],
    `Expected one of ${files.join(', ')}. "flowx-mock init FOLDER" writes them.`,
  );
}

function readChecked(
  folder: string,
  api: Api,
  what: (typeof FIXTURE_FILES)[number],
  mistakes: Mistakes,
): Checked | undefined {
  const file = join(api.folder, `${what}.schema.json`);
  return readOne(folder, what, mistakes, () => {
    if (!existsSync(file)) return undefined;
    return schemaOnce(api, what, () => {
      const from = readSource(file);
      return { value: from.value, verified: from.verified, from };
    });
  });
}

/** A file, and in what it does not fit its schema. */
interface Checked {
  source: SourceFile;
  wrong: readonly Wrong[];
}

/** @returns undefined where it is not there, or cannot be read */
function readOne(
  folder: string,
  name: string,
  mistakes: Mistakes,
  schemaOf: () => FixtureSchema | undefined,
): Checked | undefined {
  const source = mistakes.attempt(() => {
    const path = fixtureFile(folder, name);
    return path === undefined ? undefined : readSource(path);
  });
  if (!source) return undefined;
  const schema = mistakes.attempt(schemaOf);
  const wrong =
    schema && !(source.verified && schema.verified)
      ? (mistakes.attempt(() => mistakesAgainst(schema.value, source, schema.from)) ?? [])
      : [];
  mistakes.add(wrong);
  return { source, wrong };
}
