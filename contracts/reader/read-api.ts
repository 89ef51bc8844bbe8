import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isObject, type JsonObject } from '../files/json.ts';
import { Mistake, Mistakes, type Wrong } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { toPointer } from '../files/pointer.ts';
import { readSource, type SourceFile } from '../files/source-file.ts';
import { SourcePositions } from '../files/source-positions.ts';
import type { Api, Operation, SecurityScheme } from './api.ts';
import { bundle } from './bundle.ts';
import { compileContracts } from './contract.ts';
import { readLeftOut } from './left-out.ts';
import { NOTHING_SAID, readMockSettings } from './mock-settings.ts';
import { applyOverlay } from './openapi-overlay.ts';
import { readOperations } from './operations.ts';
import { readRefusals } from './refusal-rules.ts';

/** Where the APIs that ship are. */
export const bundledApis = (): string => join(packageFolder(), 'contracts', 'apis');

/**
 * Reads every API folder below `folders`, or the folders themselves when they are API folders.
 * @param read reads one of them; who has read it before need not do so again
 * @throws Mistake with everything in which their contracts break the grammar, or for two APIs of one name
 */
export function loadApis(
  folders: readonly string[],
  read: (folder: string) => Api = (folder) => loadApi(folder),
): Api[] {
  const mistakes = new Mistakes();
  const apis = folders
    .flatMap(apiFolders)
    .flatMap((folder) => mistakes.attempt(() => read(resolve(folder))) ?? []);
  mistakes.check();
  for (const api of apis) {
    const twin = apis.find((other) => other !== api && other.name === api.name);
    if (twin)
      throw new Mistake([
        { text: `two API folders are called ${api.name}: ${api.folder} and ${twin.folder}` },
      ]);
  }
  return apis;
}

function apiFolders(folder: string): string[] {
  if (existsSync(join(folder, 'openapi.yaml'))) return [folder];
  if (!existsSync(folder)) throw new Mistake([{ text: `the contracts folder ${folder} does not exist` }]);
  if (!statSync(folder).isDirectory())
    throw new Mistake([{ text: `${folder} is a file; --contracts takes a folder` }]);
  const found = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'openapi.yaml')));
  if (found.length > 0) return found.sort();
  throw new Mistake([{ text: `no API in ${folder}: neither it nor a folder in it has an openapi.yaml` }]);
}

/**
 * Reads one API folder (`contracts/README.md`).
 * @param overlays files that are laid over it, after its own `overlay.yaml`
 * @throws Mistake with everything that is wrong in it, each with file, line and pointer
 */
export function loadApi(given: string, overlays: readonly string[] = []): Api {
  // References lead back to its files, and its last part is the API's name: neither may depend on how it was given.
  const folder = resolve(given);
  const root = readSource(join(folder, 'openapi.yaml'));
  const origins = new SourcePositions();
  const mistakes = new Mistakes();
  const document = bundle(root, origins, mistakes);
  const name = basename(folder);
  for (const overlay of [join(folder, 'overlay.yaml'), ...overlays].filter(existsSync)) {
    applyOverlay(document, name, readSource(overlay));
    origins.doubt();
  }
  const settings = mistakes.attempt(() => readMockSettings(document, root));
  const api: Api = {
    name,
    title: isObject(document.info) ? String(document.info.title ?? name) : name,
    ...(settings ?? NOTHING_SAID),
    operations: readOperations(name, document, origins, mistakes),
    securitySchemes: schemesIn(document),
    refusals: mistakes.attempt(() => readRefusals(folder)) ?? new Map(),
    leftOut: mistakes.attempt(() => readLeftOut(folder)) ?? [],
    document,
    origins,
    folder,
  };
  mistakes.add(api.operations.flatMap((operation) => outsidePrefix(operation, settings?.prefixes[0], root)));
  // Whoever has to mend it wants to hear of its schemas, too.
  if (mistakes.some) mistakes.attempt(() => compileContracts(api));
  mistakes.check();
  return api;
}

/** As their credentials travel: those of OAuth 2.0 and OpenID Connect are bearer tokens (RFC 6750). */
function schemesIn({ components }: JsonObject): Record<string, SecurityScheme> {
  const written =
    isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
  const schemes = Object.entries(written as unknown as Record<string, SecurityScheme>);
  return Object.fromEntries(
    schemes.map(([name, scheme]) => [
      name,
      /^(oauth2|openIdConnect)$/.test(scheme.type) ? { type: 'http', scheme: 'bearer' } : scheme,
    ]),
  );
}

function outsidePrefix({ path }: Operation, first: string | undefined, root: SourceFile): Wrong[] {
  if (first === undefined || path === first || path.startsWith(`${first}/`)) return [];
  const text = `${path} does not begin with the first of x-mock.prefixes, ${first}`;
  return [{ text, place: root.place(toPointer(['paths', path])) }];
}
