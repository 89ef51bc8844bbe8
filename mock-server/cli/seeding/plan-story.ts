import { Mistake } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import { secretNamesOf } from '../../../contracts/reader/secret-names.ts';
import { KnownSecrets } from '../../../contracts/suite/sending/known-secrets.ts';
import { readTargets } from '../../../contracts/suite/target/read-targets.ts';
import type { StoryCalls } from '../../behaviours/behaviour.ts';
import { sourceFolders } from '../../running/source-folders.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import { readSources } from '../../simulation/read-sources.ts';
import { type Adaptation, adaptStory, namesBy } from '../../simulation/stories/adapt-story.ts';
import { prepareStory } from '../../simulation/stories/prepare-story.ts';
import { type PublicCase, publicCases } from '../../simulation/stories/public-cases.ts';
import { readStory } from '../../simulation/stories/read-story.ts';
import { settle } from '../settings/settings.ts';
import { RealServer } from './real-server.ts';

/** Which cases of which story are meant, and for which server. */
export interface Wanted extends Adaptation {
  story: string;
  count: number;
  seed: string;
  /** The present of the story, in milliseconds since 1970. */
  now: number;
  into: string;
  /** The file that says what is known of the server. */
  targets: string;
}

/** A story as a server can be told it. */
export interface PlannedStory {
  api: Api;
  cases: PublicCase[];
  server: RealServer;
  secrets: KnownSecrets;
  /** A path that answers once the server is ready. */
  health: string | undefined;
}

/**
 * The cases of a story, and the server that is to be told them.
 * @throws Mistake in the story, in the targets file, or where that says too little
 */
export async function planStory(wanted: Wanted, env: NodeJS.ProcessEnv): Promise<PlannedStory> {
  const sources = sourceFolders(settle({}, env));
  const { apis, schemas } = await readSources(sources, wanted.now);
  const { story, source } = readStory(wanted.story, sources.fixtures);
  const { as = {}, set = {}, seed, now } = wanted;
  // Names of the server are no names of the catalogue that the story is played by here.
  adaptStory(story, { as });
  const catalogueOf = (loaded: LoadedApi) => loaded.fixtures.catalogue;
  const playing = { apis, schemas, catalogueOf, seed, now };
  const prepared = await prepareStory({ story: adaptStory(story, { set }), source }, playing);
  const { api, contracts: compiled, behaviour } = prepared.loaded;
  const targets = readTargets(wanted.targets, [api], env);
  const target = targets.apis.get(api.name);
  if (!target) throw lacking(wanted.targets, api);
  return {
    api,
    cases: await publicCases(prepared, wanted.count, callsOf(behaviour, api), namesBy(as)),
    server: new RealServer(wanted.into, compiled, target),
    secrets: new KnownSecrets(targets.secrets, secretNamesOf([api])),
    health: targets.health,
  };
}

function callsOf(behaviour: LoadedApi['behaviour'], api: Api): StoryCalls {
  if (behaviour?.storyCalls) return behaviour.storyCalls;
  throw new Mistake([{ text: `nothing says by which of its public calls ${api.name} starts a case` }]);
}

function lacking(file: string, { name }: Api): Mistake {
  return new Mistake(
    [{ text: `${file} has nothing of the API ${name}, whose processes the story starts` }],
    'docs/verify.md shows what stands there.',
  );
}
