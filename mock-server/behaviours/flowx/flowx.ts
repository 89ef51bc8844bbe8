import type { JsonObject } from '../../../contracts/reader/json.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Behaviour } from '../behaviour.ts';
import { getBuildInfo, getBuildInfoByProcessInstance } from './build-info.ts';
import { learn } from './learn.ts';
import { lifecycle, words } from './lifecycle.ts';
import { problems } from './problems.ts';
import { samples } from './samples.ts';
import {
  startProcessByBuild,
  startProcessByName,
  startProcessCopyingData,
  startProcessInheriting,
} from './start.ts';
import { starter } from './starter.ts';

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
