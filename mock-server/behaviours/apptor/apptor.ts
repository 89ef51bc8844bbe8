import type { Behaviour } from '../behaviour.ts';
import { completeTask, getInstance, instance, shown } from './answer-instance.ts';
import { problems } from './catalogue-mistakes.ts';
import { executeWorkflow, startWorkflow } from './execute.ts';
import { identify } from './identify-caller.ts';
import { learn } from './learned-ids.ts';
import { lifecycle, words } from './lifecycle.ts';
import { samples } from './sample-requests.ts';
import { starter } from './template-for-init.ts';

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
