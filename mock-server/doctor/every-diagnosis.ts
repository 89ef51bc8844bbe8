import { blockedByCors } from './diagnoses/blocked-by-cors.ts';
import { clockOff } from './diagnoses/clock-off.ts';
import { degraded } from './diagnoses/degraded.ts';
import { diskFull } from './diagnoses/disk-full.ts';
import { frozenClock } from './diagnoses/frozen-clock.ts';
import { httpsOfHttp } from './diagnoses/https-of-http.ts';
import { ignoredForwarding } from './diagnoses/ignored-forwarding.ts';
import { leftOut } from './diagnoses/left-out.ts';
import { missingHeader } from './diagnoses/missing-header.ts';
import { noAccess } from './diagnoses/no-access.ts';
import { nodeTooOld } from './diagnoses/node-too-old.ts';
import { nothingAnswers } from './diagnoses/nothing-answers.ts';
import { portTaken } from './diagnoses/port-taken.ts';
import { proxyVariables } from './diagnoses/proxy-variables.ts';
import { tokenDates } from './diagnoses/token-dates.ts';
import { unknownIds } from './diagnoses/unknown-ids.ts';
import { unreadableStore } from './diagnoses/unreadable-store.ts';
import { wrongBaseUrl } from './diagnoses/wrong-base-url.ts';
import { wrongPath } from './diagnoses/wrong-path.ts';
import type { Diagnosis, Finding, Patient } from './examination/diagnosis.ts';

/** What keeps a stand-in from starting or from being reached comes first, what an application does wrong last. */
const EVERY: Diagnosis[] = [
  ...[
    nodeTooOld,
    portTaken,
    nothingAnswers,
    httpsOfHttp,
    proxyVariables,
    unreadableStore,
    diskFull,
    degraded,
    noAccess,
    ignoredForwarding,
  ],
  ...[
    wrongBaseUrl,
    wrongPath,
    leftOut,
    blockedByCors,
    missingHeader,
    unknownIds,
    frozenClock,
    clockOff,
    tokenDates,
  ],
];

/**
 * All that is found.
 * @throws the reason of the signal, once that is aborted
 */
export async function diagnosed(patient: Patient, signal: AbortSignal): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const diagnosis of EVERY) {
    found.push(...(await diagnosis(patient)));
    signal.throwIfAborted();
  }
  return found;
}
