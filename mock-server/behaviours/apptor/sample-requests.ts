import type { Sample } from '../template-for-init.ts';
import type { Catalogue, Flow, Key, Organization } from './id-lookup.ts';
import type { Run, Shown } from './product.ts';

/** Calls that work with the flows and keys of a catalogue. */
export function samples(
  { organizations = [], systemKeys = [] }: Catalogue,
  instances: readonly Run[],
  metaOf: (instance: Run) => Shown,
): Record<string, Sample | null> {
  const organization = organizations.find(
    (one) => one.flows.some(isPublished) && one.keys.some((key) => mayAll(one, key)),
  );
  const flow = organization?.flows.find(isPublished);
  const key = organization?.keys.find((one) => mayAll(organization, one));
  if (!organization || !flow || !key)
    return { executeWorkflow: null, startWorkflow: null, completeTask: null, getInstance: null };
  const credential = { scheme: 'apiKey', value: `apk_${key.keyId}_${key.secret}` };
  const theirs = instances.filter(
    ({ api, facts }) => api === 'apptor' && facts.organization === organization.id,
  );
  const waiting = theirs.find((instance) => metaOf(instance).waitingNode);
  const [system] = systemKeys;
  const start = { processId: flow.processId, data: { orderId: 'ORD-001', amount: 149.99 } };
  const answer = {
    processInstanceId: waiting?.id,
    nodeId: waiting && metaOf(waiting).waitingNode,
    action: 'COMPLETE',
  };
  const [seen] = theirs;
  return {
    executeWorkflow: { body: start, credential },
    startWorkflow: system
      ? { body: start, credential: { scheme: 'apiKey', value: `apk_${system.keyId}_${system.secret}` } }
      : null,
    completeTask: waiting ? { body: { ...answer, data: { decision: 'approved' } }, credential } : null,
    getInstance: seen ? { params: { processInstanceId: seen.id }, credential } : null,
  };
}

const isPublished = ({ versions }: Flow): boolean => versions.some(({ state }) => state === 'PUBLISHED');

function mayAll(
  { roles }: Organization,
  { roles: given, status, rateLimitPerMinute, rateLimitPerHour, expiresAt }: Key,
): boolean {
  const permissions = roles.filter(({ name }) => given.includes(name)).flatMap((role) => role.permissions);
  const unlimited = !rateLimitPerMinute && !rateLimitPerHour && !expiresAt;
  return (
    status === 'ACTIVE' &&
    unlimited &&
    ['WORKFLOW_READ', 'WORKFLOW_EXECUTE'].every((one) => permissions.includes(one))
  );
}
