import type { Behaviour } from '../behaviour.ts';
import { completeTask, entry, getInstance, instance, shown } from './answer-instance.ts';
import { begin } from './begin.ts';
import { mistakes } from './catalogue-mistakes.ts';
import { executeWorkflow, startWorkflow } from './execute.ts';
import { identify } from './identify-caller.ts';
import { instanceEntries } from './instance-entries.ts';
import { learn, toGrow } from './learned-ids.ts';
import { lifecycle, words } from './lifecycle.ts';
import type { Apptor } from './product.ts';
import { samples } from './sample-requests.ts';
import { storyCalls } from './story-calls.ts';
import { initTemplate } from './template-for-init.ts';

export const behaviour: Behaviour<Apptor> = {
  operations: { executeWorkflow, startWorkflow, completeTask, getInstance },
  identify,
  lifecycle,
  words,
  mistakes,
  learning: { toGrow, learn },
  begin,
  storyCalls,
  instanceEntries,
  instance,
  entry,
  shown,
  samples,
  initTemplate,
};
