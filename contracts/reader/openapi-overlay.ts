import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake } from '../files/mistake.ts';
import { escapeKey, follow } from '../files/pointer.ts';
import type { SourceFile } from '../files/source-file.ts';

const STEP = /\.([A-Za-z_$][\w$-]*)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/gy;

/**
 * Applies an OpenAPI Overlay 1.0 to a document, in place: actions with `update` and a `target` of plain names, as
 * `verify --accept` writes them. Actions for another API (`x-api`) are passed over.
 * @throws Mistake with file and line for a target that is not understood or leads nowhere
 */
export function applyOverlay(document: JsonObject, api: string, overlay: SourceFile): void {
  const { value } = overlay;
  if (!isObject(value) || !Array.isArray(value.actions))
    throw Mistake.at(overlay.place(''), 'an overlay has a list of actions');
  value.actions.forEach((action, index) => {
    const place = overlay.place(`/actions/${index}`);
    if (!isObject(action) || typeof action.target !== 'string' || !isObject(action.update))
      throw Mistake.at(place, 'an action has a target and an update');
    if (action['x-api'] !== undefined && action['x-api'] !== api) return;
    const pointer = pointerOf(action.target);
    if (pointer === undefined)
      throw Mistake.at(place, `${action.target} is not understood: only names are, as in $.paths['/x'].get`);
    const target = follow(document, pointer);
    if (!isObject(target)) throw Mistake.at(place, `${action.target} leads to no object of ${api}`);
    update(target, action.update);
  });
}

/** The JSON Pointer of a JSONPath of plain names. */
function pointerOf(path: string): string | undefined {
  if (!path.startsWith('$')) return undefined;
  let pointer = '';
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const [matched, name, single, double] = STEP.exec(path) ?? [];
    if (matched === undefined) return undefined;
    pointer += `/${escapeKey(name ?? (single ?? double ?? '').replace(/\\(.)/g, '$1'))}`;
  }
  return pointer;
}

/** Objects are merged, lists are joined, everything else is replaced. */
function update(target: JsonObject, changes: JsonObject): void {
  for (const [name, change] of Object.entries(changes)) {
    const now: Json | undefined = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isObject(now) && isObject(change)) update(now, change);
    else if (Array.isArray(now)) target[name] = [...now, ...[change].flat()];
    else target[name] = change;
  }
}
