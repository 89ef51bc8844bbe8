// All defects, kind by kind.
import type { Defect } from './defect.ts';
import { ACCEPTED_BODIES } from './kinds/accepts-bodies.ts';
import { ACCEPTED_CALLERS } from './kinds/accepts-callers.ts';
import { ACCEPTED_IDS } from './kinds/accepts-ids.ts';
import { ACCEPTED_REQUESTS } from './kinds/accepts-requests.ts';
import { ACCEPTED_START_DATA } from './kinds/accepts-start-data.ts';
import { COPY_DEFECTS } from './kinds/copies.ts';
import { ECHO_DEFECTS } from './kinds/echoes.ts';
import { ENVELOPE_DEFECTS } from './kinds/envelopes.ts';
import { FIELD_DEFECTS } from './kinds/fields.ts';
import { HEADER_DEFECTS } from './kinds/headers.ts';
import { INHERITANCE_DEFECTS } from './kinds/inheritance.ts';
import { MEMORY_DEFECTS } from './kinds/memory.ts';
import { REFUSAL_STATUS_DEFECTS } from './kinds/refusal-statuses.ts';
import { REFUSED_REQUESTS } from './kinds/refuses.ts';
import { RUN_DEFECTS } from './kinds/runs.ts';
import { STATUS_DEFECTS } from './kinds/statuses.ts';
import { TASK_DEFECTS } from './kinds/tasks.ts';
import { WIRE_DEFECTS } from './kinds/wire.ts';

export const EVERY_DEFECT: readonly Defect[] = [
  ...FIELD_DEFECTS,
  ...STATUS_DEFECTS,
  ...HEADER_DEFECTS,
  ...WIRE_DEFECTS,
  ...ACCEPTED_BODIES,
  ...ACCEPTED_REQUESTS,
  ...ACCEPTED_CALLERS,
  ...ACCEPTED_IDS,
  ...ACCEPTED_START_DATA,
  ...REFUSED_REQUESTS,
  ...ENVELOPE_DEFECTS,
  ...REFUSAL_STATUS_DEFECTS,
  ...ECHO_DEFECTS,
  ...MEMORY_DEFECTS,
  ...COPY_DEFECTS,
  ...INHERITANCE_DEFECTS,
  ...TASK_DEFECTS,
  ...RUN_DEFECTS,
];
