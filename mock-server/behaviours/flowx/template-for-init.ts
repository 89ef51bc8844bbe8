import type { BuildSettings } from '../../../contracts/types/flowx.d.ts';
import type { Answers, InitTemplate } from '../template-for-init.ts';
import type { Catalogue } from './id-lookup.ts';
import type { Fixture } from './product.ts';

/** The ids a FlowX front end is configured with. */
export const initTemplate: InitTemplate<Catalogue, Fixture> = {
  questions: [
    { name: 'workspace', text: 'FlowX workspace id', fallback: ['2ae77b6a-d284-4a0b-ab23-ceaa364c7122'] },
    {
      name: 'application',
      text: 'FlowX application (project) id',
      fallback: ['dbe0ab87-539b-4015-962d-6e73226b9e58'],
    },
    { name: 'build', text: 'FlowX build id', fallback: ['7d5560be-3846-49fa-9c17-4059c54c7c5f'] },
    { name: 'process', text: 'FlowX process definition name', fallback: ['customer_onboarding'], many: true },
  ],
  catalogue({ workspace, application, build, process }: Answers) {
    const [buildId = ''] = build ?? [];
    return {
      workspaces: [
        {
          id: workspace?.[0] ?? '',
          name: 'Workspace',
          applications: [
            {
              id: application?.[0] ?? '',
              name: 'Application',
              activeBuild: buildId,
              builds: [{ id: buildId, status: 'COMMITTED', settings: settings() }],
              processes: (process ?? []).map((name) => ({ name, flowxUuid: crypto.randomUUID() })),
              resourceDefinitions: [],
            },
          ],
        },
      ],
    };
  },
  instances: () => [],
};

function settings(): BuildSettings {
  return {
    applicationVersionId: crypto.randomUUID(),
    platforms: 'OMNICHANNEL',
    themeId: crypto.randomUUID(),
    dateDisplayFormat: { format: 'short' },
    numberDisplayFormat: { minDecimals: 1, maxDecimals: 2 },
    currencyDisplayFormat: { format: 'isoCode' },
    defaultLanguageCode: 'en',
  };
}
