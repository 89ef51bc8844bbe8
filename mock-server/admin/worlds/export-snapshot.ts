import { redactInstances } from '../../domain/snapshots/redact-instances.ts';
import { instancesOf } from '../../domain/snapshots/snapshot.ts';
import { type AdminCall, Wrong } from '../transport/admin-request.ts';
import { onlyParameters, parameter } from '../transport/parameters.ts';
import { keptSnapshot } from './snapshots.ts';

/**
 * `{entries: {API: […]}, left: {API: count}}`: the instances of a snapshot as entries of the fixtures' `instances.yaml`,
 * the oldest first; those of an API that has no such entries are left. `redact=/a,/b` puts stand-ins in place of what the
 * data have there.
 */
export const exportSnapshot: AdminCall = async (context) => {
  const { req, res, apis } = context;
  onlyParameters(req, ['redact']);
  const name = String(req.params.name);
  const all = instancesOf(await keptSnapshot(context, name)).sort(
    (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.id < b.id ? -1 : 1),
  );
  const { instances, nowhere } = redactInstances(all, pointersIn(parameter(req, 'redact')));
  if (nowhere.length > 0)
    throw new Wrong(
      400,
      `Nothing was exported: no instance of ${name} has ${nowhere.join(', ')} in its data.`,
    );
  const entries: Record<string, object[]> = {};
  const left: Record<string, number> = {};
  for (const instance of instances) {
    const { api } = instance;
    const entryOf = apis.find((loaded) => loaded.api.name === api)?.behaviour?.entry;
    if (entryOf) entries[api] = [...(entries[api] ?? []), entryOf(instance)];
    else left[api] = (left[api] ?? 0) + 1;
  }
  res.json({ entries, left });
};

function pointersIn(text = ''): string[] {
  const pointers = text.split(',').filter((one) => one !== '');
  const wrong = pointers.find((one) => !one.startsWith('/'));
  if (wrong === undefined) return pointers;
  throw new Wrong(400, `redact takes pointers into the data, such as /customerEmail, and not "${wrong}".`);
}
