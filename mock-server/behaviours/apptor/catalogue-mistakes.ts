import type { CatalogueMistake, UserSchemas } from '../behaviour.ts';
import type { Catalogue } from './id-lookup.ts';

/** What is wrong with a catalogue that its schema cannot see: ids given twice, and roles that nobody defined. */
export function mistakes(
  catalogue: Catalogue,
  _schemas: UserSchemas,
  lifecycles: ReadonlySet<string>,
): CatalogueMistake[] {
  const { systemKeys = [], organizations = [] } = catalogue;
  const found: CatalogueMistake[] = [];
  const seen = new Map<string, string>();
  const once = (kind: string, id: string, pointer: string): void => {
    const earlier = seen.get(`${kind} ${id}`);
    if (earlier) found.push({ pointer, text: `the ${kind} ${id} is already at ${earlier}` });
    else seen.set(`${kind} ${id}`, pointer);
  };
  systemKeys.forEach(({ keyId }, index) => {
    once('key', keyId, `/systemKeys/${index}/keyId`);
  });
  organizations.forEach(({ id, roles, keys, flows }, index) => {
    const at = `/organizations/${index}`;
    once('organization', id, `${at}/id`);
    flows.forEach(({ processId, lifecycle }, f) => {
      once('flow', processId, `${at}/flows/${f}/processId`);
      if (lifecycle === undefined || lifecycles.has(lifecycle)) return;
      found.push({ pointer: `${at}/flows/${f}/lifecycle`, text: `there is no lifecycles/${lifecycle}.yaml` });
    });
    keys.forEach((key, k) => {
      once('key', key.keyId, `${at}/keys/${k}/keyId`);
      key.roles.forEach((role, r) => {
        if (roles.some(({ name }) => name === role)) return;
        found.push({ pointer: `${at}/keys/${k}/roles/${r}`, text: `this organization has no role ${role}` });
      });
    });
  });
  return found;
}
