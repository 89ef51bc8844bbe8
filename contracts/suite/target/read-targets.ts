import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isObject, type JsonObject } from '../../files/json.ts';
import { Mistake, type Place } from '../../files/mistake.ts';
import { packageFolder } from '../../files/package-folder.ts';
import { escapeKey } from '../../files/pointer.ts';
import { readSource, type SourceFile } from '../../files/source-file.ts';
import type { Api } from '../../reader/api.ts';
import { chosenFor } from '../../reader/calls/credentials.ts';
import { checkAgainst } from '../../schema/judging/check-file.ts';
import { readSequences } from '../arazzo/read-sequences.ts';
import { fromEnvironment } from './environment-variables.ts';
import type { ApiTarget, OperationTarget, Targets } from './target.ts';
import { secretsOf } from './target-secrets.ts';

/** Shorter values of the environment turn up by chance, and are no secrets; credentials count however short. */
const SHORTEST_SECRET = 4;

/**
 * Reads the file of `--targets`.
 * @param apis that are to be verified; those that the file does not have are left out
 * @throws Mistake with file and line
 */
export function readTargets(path: string, apis: readonly Api[], env: NodeJS.ProcessEnv): Targets {
  const source = readSource(resolve(path));
  const { value, used } = fromEnvironment(source, env);
  checkAgainst(readSource(join(packageFolder(), 'contracts', 'targets.schema.json')).value, {
    ...source,
    value,
  });
  const file = value as unknown as { apis: Record<string, ApiTarget>; health?: string };
  const mistakes = mistakesIn(file.apis, apis, source);
  if (mistakes.length > 0) throw new Mistake(mistakes);
  const chosen = new Map(
    apis.flatMap((api) => {
      const target = Object.hasOwn(file.apis, api.name) ? file.apis[api.name] : undefined;
      return target ? [[api.name, withMissing(api, target, source)] as const] : [];
    }),
  );
  const secrets = secretsOf(chosen);
  for (const [text, name] of used)
    if (secrets.has(text) || text.length >= SHORTEST_SECRET) secrets.set(text, name);
  return {
    apis: chosen,
    secrets,
    source,
    ...(file.health !== undefined && { health: file.health }),
  };
}

/** The overlays that a targets file names, as absolute paths; what else is wrong with it is told when it is read. */
export function overlaysOf(path: string, env: NodeJS.ProcessEnv): string[] {
  const source = readSource(resolve(path));
  const { value } = fromEnvironment(source, env);
  const named = isObject(value) && Array.isArray(value.overlays) ? value.overlays : [];
  return named.map((overlay, index) => {
    const file = resolve(dirname(source.path), String(overlay));
    if (!existsSync(file)) throw Mistake.at(source.place(`/overlays/${index}`), `there is no file ${file}`);
    return file;
  });
}

type TargetMistake = { text: string; place: Place };

function mistakesIn(
  targets: Record<string, ApiTarget>,
  apis: readonly Api[],
  source: SourceFile,
): TargetMistake[] {
  return Object.entries(targets).flatMap(([name, target]) => {
    const api = apis.find((one) => one.name === name);
    // One that --api leaves out may stand there.
    return api ? inApi(api, target, `/apis/${escapeKey(name)}`, source) : [];
  });
}

function inApi(api: Api, target: ApiTarget, at: string, source: SourceFile): TargetMistake[] {
  const mistake = (pointer: string, text: string): TargetMistake => ({
    text,
    place: source.place(`${at}${pointer}`),
  });
  const operations = new Set(api.operations.map(({ id }) => id));
  const unknown = Object.keys(target.operations ?? {})
    .filter((id) => !operations.has(id))
    .map((id) => mistake(`/operations/${escapeKey(id)}`, `${api.name} has no operation ${id}`));
  const waived = (target.waivers ?? []).flatMap(({ operation }, index) =>
    operations.has(operation)
      ? []
      : [mistake(`/waivers/${index}/operation`, `${api.name} has no operation ${operation}`)],
  );
  const schemes = Object.entries(target.credentials).flatMap(([scheme, { bad = [] }]) => [
    ...(api.securitySchemes[scheme]
      ? []
      : [mistake(`/credentials/${escapeKey(scheme)}`, `${api.name} has no security scheme ${scheme}`)]),
    ...bad.flatMap(({ refusal }, index) =>
      api.refusals.has(refusal)
        ? []
        : [
            mistake(
              `/credentials/${escapeKey(scheme)}/bad/${index}/refusal`,
              `${api.name} has no refusal ${refusal}`,
            ),
          ],
    ),
  ]);
  const hopeless = Object.entries(target.operations ?? {}).flatMap(([id, { hopeless: some = [] }]) =>
    some.flatMap(({ refusal }, index) =>
      api.refusals.has(refusal)
        ? []
        : [
            mistake(
              `/operations/${escapeKey(id)}/hopeless/${index}/refusal`,
              `${api.name} has no refusal ${refusal}`,
            ),
          ],
    ),
  );
  return [...unknown, ...waived, ...schemes, ...hopeless];
}

/** The target, with what keeps operations from being called: ids and credentials that the file does not say. */
function withMissing(api: Api, target: ApiTarget, source: SourceFile): ApiTarget {
  const { prepare } = readSequences(api);
  const at = `/apis/${escapeKey(api.name)}`;
  const operations = api.operations.flatMap((operation) => {
    const own = target.operations?.[operation.id];
    if (own?.skip !== undefined) return [];
    const known: JsonObject = { ...target.values, ...own?.values, ...prepare.get(operation.id)?.values };
    const [id] = operation.parameters.filter(
      ({ in: place, name }) => place === 'path' && known[name] === undefined,
    );
    const credentials = { ...target.credentials, ...own?.credentials } as unknown as Record<string, string>;
    const told = (pointer: string, text: string): [string, OperationTarget][] => {
      const { file, line } = source.place(`${at}${pointer}`);
      return [[operation.id, { ...own, cannot: `${file}:${line}: ${text}` }]];
    };
    if (id) return told('/values', `${id.name} is missing, which ${operation.id} needs`);
    if (chosenFor(operation, credentials) !== undefined) return [];
    return told('/credentials', `there are none that ${operation.id} takes`);
  });
  return { ...target, operations: { ...target.operations, ...Object.fromEntries(operations) } };
}

/** Whether a value is what a target file of one API holds; for the files that ship. */
export function checkTarget(source: SourceFile<unknown>): void {
  const schema = readSource(join(packageFolder(), 'contracts', 'targets.schema.json')).value;
  if (isObject(schema)) checkAgainst({ $ref: '#/$defs/target', $defs: schema.$defs ?? {} }, source);
}
