import type { Behaviour } from '../behaviour.ts';
import { executeWorkflow, startWorkflow } from './execute.ts';
import { identify } from './identify.ts';
import { completeTask, getInstance, instance, shown } from './instance.ts';
import { learn } from './learn.ts';
import { lifecycle, words } from './lifecycle.ts';
import { problems } from './problems.ts';
import { samples } from './samples.ts';
import { starter } from './starter.ts';

export const behaviour: Behaviour = {
  operations: { executeWorkflow, startWorkflow, completeTask, getInstance },
  identify,
  lifecycle,
  words,
  problems,
  learn,
  instance,
  shown,
  samples,
  starter,
};
