import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Behaviour } from '../behaviour.ts';
import { getBuildInfo, getBuildInfoByProcessInstance } from './build-info.ts';
import { problems } from './catalogue-mistakes.ts';
import { learn } from './learned-ids.ts';
import { lifecycle, words } from './lifecycle.ts';
import { samples } from './sample-requests.ts';
import {
  startProcessByBuild,
  startProcessByName,
  startProcessCopyingData,
  startProcessInheriting,
} from './start-process.ts';
import { starter } from './template-for-init.ts';

export const behaviour: Behaviour = {
  operations: {
    startProcessByBuild,
    startProcessByName,
    startProcessCopyingData,
    startProcessInheriting,
    getBuildInfo,
    getBuildInfoByProcessInstance,
  },
  lifecycle,
  words,
  problems,
  learn,
  instance,
  samples,
  starter,
};

/** An entry of `fixtures/flowx/instances.yaml`. */
interface Fixture {
  uuid: string;
  process: string;
  state: string;
  startedAt: string;
  data: JsonObject;
}

function instance(fixture: JsonObject): Instance {
  const { uuid, process, state, startedAt, data, ...facts } = fixture as unknown as Fixture;
  return {
    id: uuid,
    api: 'flowx',
    process,
    version: 1,
    state,
    data,
    timers: [],
    startedAt,
    facts,
    timeline: [{ at: startedAt, from: null, to: state, cause: 'fixture' }],
  };
}
