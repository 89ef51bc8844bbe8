import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isObject } from '../files/json.ts';
import { Mistake } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { toPointer } from '../files/pointer.ts';
import { readSource, type SourceFile } from '../files/source-file.ts';
import { SourcePositions } from '../files/source-positions.ts';
import type { Api, SecurityScheme } from './api.ts';
import { bundle } from './bundle.ts';
import { readLeftOut } from './left-out.ts';
import { readMockSettings } from './mock-settings.ts';
import { applyOverlay } from './openapi-overlay.ts';
import { readOperations } from './operations.ts';
import { readRefusals } from './refusal-rules.ts';

/** Where the APIs that ship are. */
export const bundledApis = (): string => join(packageFolder(), 'contracts', 'apis');

/**
 * Reads every API folder below `folders`, or the folders themselves when they are API folders.
 * @param read reads one of them; who has read it before need not do so again
 * @throws Mistake for a contract that breaks the grammar, or two APIs of one name
 */
export function loadApis(
  folders: readonly string[],
  read: (folder: string) => Api = (folder) => loadApi(folder),
): Api[] {
  const apis = folders.flatMap(apiFolders).map((folder) => read(resolve(folder)));
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
 * @throws Mistake with file, line and pointer
 */
export function loadApi(given: string, overlays: readonly string[] = []): Api {
  // References lead back to its files, and its last part is the API's name: neither may depend on how it was given.
  const folder = resolve(given);
  const root = readSource(join(folder, 'openapi.yaml'));
  const origins = new SourcePositions();
  const document = bundle(root, origins);
  const name = basename(folder);
  for (const overlay of [join(folder, 'overlay.yaml'), ...overlays].filter(existsSync)) {
    applyOverlay(document, name, readSource(overlay));
    origins.doubt();
  }
  const api: Api = {
    name,
    title: isObject(document.info) ? String(document.info.title ?? name) : name,
    ...readMockSettings(document, root),
    operations: readOperations(name, document, origins),
    securitySchemes: (isObject(document.components)
      ? (document.components.securitySchemes ?? {})
      : {}) as unknown as Record<string, SecurityScheme>,
    refusals: readRefusals(folder),
    leftOut: readLeftOut(folder),
    document,
    origins,
    folder,
  };
  checkPaths(api, root);
  return api;
}

function checkPaths(api: Api, root: SourceFile): void {
  const [first] = api.prefixes;
  for (const operation of api.operations) {
    if (operation.path === first || operation.path.startsWith(`${first}/`)) continue;
    throw Mistake.at(
      root.place(toPointer(['paths', operation.path])),
      `${operation.path} does not begin with the first of x-mock.prefixes, ${first}`,
    );
  }
}
