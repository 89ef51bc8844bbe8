import { distance } from 'fastest-levenshtein';

/** What Kubernetes sets in every container beside a Service that is called `flowx-mock`, or begins so. */
const OF_SERVICES =
  /^FLOWX_MOCK(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;
const ADDRESS = /^(tcp|udp|sctp):\/\//;

/** Set by `exec`, and read by `connect()`; and those of our own tests. */
const OTHERS = ['FLOWX_MOCK_URL'];
const OF_TESTS = 'FLOWX_MOCK_TEST_';

/** Two names that differ in more letters are no slip of the pen. */
const MOST_EDITS = 3;

/** What a variable says; undefined where it is not set, is empty, or is set by Kubernetes for a Service of our name. */
export function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name];
  return value && !isOfService(name, value) ? value : undefined;
}

function isOfService(name: string, value: string): boolean {
  return (
    OF_SERVICES.test(name) &&
    (!name.endsWith('_PORT') || name.includes('_PORT_') || ADDRESS.test(value) || name.includes('_SERVICE_'))
  );
}

/**
 * What to say of variables that look like ours and are not.
 * @param known the names of all there are
 */
export function unknownVariables(env: NodeJS.ProcessEnv, known: readonly string[]): string[] {
  const all = [...known, ...OTHERS];
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (!name.startsWith('FLOWX_MOCK_') || name.startsWith(OF_TESTS) || all.includes(name)) return [];
    if (isOfService(name, value)) return [];
    const near = all.map((one) => ({ one, edits: distance(name, one) })).sort((a, b) => a.edits - b.edits)[0];
    const advice = near && near.edits <= MOST_EDITS ? `; did you mean ${near.one}?` : '';
    return [`there is no setting ${name}, and it has no effect${advice}`];
  });
}
