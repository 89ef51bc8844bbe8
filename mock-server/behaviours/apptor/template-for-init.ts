import type { Answers, InitTemplate } from '../template-for-init.ts';
import type { Catalogue, Flow } from './id-lookup.ts';
import type { Fixture } from './product.ts';

const START: Flow['nodes'][number] = { nodeId: 'start', nodeType: 'startEvent' };
const END: Flow['nodes'][number] = { nodeId: 'end', nodeType: 'endEvent' };

/** The ids an apptor flow client is configured with. */
export const initTemplate: InitTemplate<Catalogue, Fixture> = {
  questions: [
    { name: 'organization', text: 'apptor organization id', fallback: ['org_demo'] },
    {
      name: 'flow',
      text: 'apptor flow id (the processId of /process/exec)',
      fallback: ['your-flow-uuid'],
      many: true,
    },
    {
      name: 'waitsAt',
      text: 'Node at which those flows wait for a person; leave it out when they do not',
      fallback: [],
    },
  ],
  catalogue({ organization, flow, waitsAt }: Answers) {
    const nodes = [START, ...(waitsAt ?? []).map((nodeId) => ({ nodeId, nodeType: 'userTask' })), END];
    return {
      systemKeys: [{ keyId: 'system', secret: 'secret' }],
      organizations: [
        {
          id: organization?.[0] ?? '',
          name: 'Organization',
          roles: [
            { name: 'Developer', permissions: ['WORKFLOW_CREATE', 'WORKFLOW_READ', 'WORKFLOW_EXECUTE'] },
          ],
          keys: [{ keyId: 'demo', secret: 'secret', roles: ['Developer'], status: 'ACTIVE' }],
          flows: (flow ?? []).map((processId) => ({
            processId,
            processName: processId,
            versions: [{ versionNumber: '1', state: 'PUBLISHED' }],
            nodes: structuredClone(nodes),
          })),
        },
      ],
    };
  },
  instances: () => [],
};
