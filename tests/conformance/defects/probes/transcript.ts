import type { Defect } from '../defect.ts';
import { APIS } from '../operation-at.ts';
import type { Front } from '../reverse-proxy.ts';
import { CORRECT, type Upstream } from '../upstream.ts';
import { Anonymous, ask } from './ask.ts';
import { type Step, scriptOf, type Told } from './scripts.ts';

/** The operations at which a defect may show. */
const operationsOf = ({ api, operationId }: Defect): string[] =>
  operationId ? [operationId] : (APIS.find(({ name }) => name === api)?.operations.map(({ id }) => id) ?? []);

/** Plays a script, answer by answer. */
async function* played(front: Front, script: Step[]): AsyncGenerator<string> {
  const told: Told = { started: [] };
  const anonymous = new Anonymous();
  for (const step of script) {
    const probe = step(told);
    const { text, json } = await ask(front.url, probe);
    const { uuid, processInstanceId, status } = (json ?? {}) as Record<string, unknown>;
    if (typeof uuid === 'string') told.started.push(uuid);
    if (status === 'started') told.started.push(String(processInstanceId));
    yield `${probe.method} ${probe.url}\n${anonymous.of(text)}`;
  }
}

const correct = new Map<string, Promise<string[]>>();

/** What a client sees of the correct server; played once for each operation. */
function transcriptOf(upstream: Upstream, id: string): Promise<string[]> {
  const kept =
    correct.get(id) ?? withFront(upstream, CORRECT, (front) => collected(played(front, scriptOf(id))));
  correct.set(id, kept);
  return kept;
}

async function collected(lines: AsyncGenerator<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function withFront<T>(
  upstream: Upstream,
  layer: Parameters<Upstream['behind']>[0],
  use: (front: Front) => Promise<T>,
): Promise<T> {
  const front = await upstream.behind(layer);
  try {
    return await use(front);
  } finally {
    await front.close();
  }
}

/** The first answer in which the defective server differs from the correct one; undefined where none does. */
export async function differenceOf(
  upstream: Upstream,
  defect: Defect,
): Promise<{ correct: string; defective: string } | undefined> {
  for (const id of operationsOf(defect)) {
    const expected = await transcriptOf(upstream, id);
    const found = await withFront(upstream, defect.layer(), async (front) => {
      let index = 0;
      for await (const line of played(front, scriptOf(id))) {
        if (line !== expected[index]) return { correct: expected[index] ?? '', defective: line };
        index += 1;
      }
      return undefined;
    });
    if (found) return found;
  }
  return undefined;
}
