import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { readSource, type SourceFile } from '../files/source-file.ts';
import { checkAgainst } from '../schema/judging/check-file.ts';
import type { Api } from './api.ts';

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
}

/** The world that ships. */
export const bundledFixtures = (): string => join(packageFolder(), 'fixtures');

/**
 * Reads `FOLDER/API/catalogue.yaml` and `instances.yaml`, each checked against the schema in the API's folder.
 * A file that is not there is an empty one.
 * @throws Mistake listing every violation with file, line and pointer
 */
export function readFixtures(folder: string, api: Api): Fixtures {
  const catalogue = readChecked(folder, api, 'catalogue');
  const instances = readChecked(folder, api, 'instances');
  const lifecycles = readLifecycles(join(folder, api.name, 'lifecycles'), api);
  const sources = [catalogue, instances, ...lifecycles.values()];
  return {
    catalogue: isObject(catalogue?.value) ? catalogue.value : {},
    instances: (Array.isArray(instances?.value) ? instances.value : []) as JsonObject[],
    lifecycles,
    folder: join(folder, api.name),
    verified: api.origins.verified && sources.every((source) => source?.verified ?? true),
    sources: { ...(catalogue && { catalogue }), ...(instances && { instances }) },
  };
}

/** Every `NAME.yaml` of a folder, checked against `contracts/lifecycle.schema.json` and the API's `state.schema.json`. */
function readLifecycles(folder: string, api: Api): Map<string, SourceFile> {
  if (!existsSync(folder)) return new Map();
  let schema: ReturnType<typeof lifecycleSchema> | undefined;
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return new Map(
    names.map((name) => {
      const source = readSource(join(folder, name));
      schema ??= lifecycleSchema(api);
      if (!source.verified || !schema.verified) checkAgainst(schema.value, source, schema.from);
      return [name.slice(0, -'.yaml'.length), source];
    }),
  );
}

/** @returns with the file of the part that may not be ours */
function lifecycleSchema(api: Api): { value: Json; verified: boolean; from: SourceFile } {
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
  const files = apis.flatMap(({ name }) => [join(name, 'catalogue.yaml'), join(name, 'instances.yaml')]);
  if (files.some((file) => existsSync(join(folder, file)))) return;
  throw new Mistake(
    [{ text: `the fixtures folder ${folder} has nothing for any API` }],
    `Expected one of ${files.join(', ')}. "flowx-mock init FOLDER" writes them.`,
  );
}

function readChecked(folder: string, api: Api, what: 'catalogue' | 'instances'): SourceFile | undefined {
  const path = join(folder, api.name, `${what}.yaml`);
  if (!existsSync(path)) return undefined;
  const source = readSource(path);
  const file = join(api.folder, `${what}.schema.json`);
  const schema = existsSync(file) ? readSource(file) : undefined;
  if (schema && !(schema.verified && source.verified)) checkAgainst(schema.value, source, schema);
  return source;
}
