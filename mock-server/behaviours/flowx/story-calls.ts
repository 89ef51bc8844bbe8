import type { StoryCalls } from '../behaviour.ts';

/**
 * A process is started by its name in the active build, or, where a server is known by a build, in that. How it goes on is
 * up to the server: FlowX documents no public call that sends an action of a screen.
 */
export const storyCalls: StoryCalls = {
  start: ({ process, application, data }) => {
    const within = application === undefined ? {} : { appId: application };
    return [
      { operationId: 'startProcessByName', params: { ...within, processName: process }, body: data },
      {
        operationId: 'startProcessByBuild',
        params: { ...within, processDefinitionName: process },
        body: data,
      },
    ];
  },
};
