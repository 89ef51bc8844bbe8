import { milliseconds } from '../time/duration.ts';
import { spreadProblem } from '../time/spread.ts';
import { type LifecycleConfig, waysOut } from './lifecycle-config.ts';

/** What is wrong with a lifecycle that its schema cannot see; `keys` lead to the place in its file. */
export interface LifecycleProblem {
  keys: string[];
  text: string;
}

/** Finds states that are not there, delays that are none, and states from which no final one can be reached. */
export function lifecycleMistakes({ initial, delays = {}, states }: LifecycleConfig): LifecycleProblem[] {
  const known = (name: string): boolean => Object.hasOwn(states, name);
  const found: LifecycleProblem[] = Object.entries(delays).flatMap(([name, spread]) => {
    const text = spreadProblem(spread);
    return text === undefined ? [] : [{ keys: ['delays', name], text }];
  });
  if (!known(initial)) found.push({ keys: ['initial'], text: `there is no state "${initial}"` });
  for (const [name, state] of Object.entries(states)) {
    for (const { key, name: way, index, target } of waysOut(state)) {
      const keys = ['states', name, key, way, ...(index < 0 ? [] : [String(index)])];
      if (target !== undefined && !known(target)) found.push({ keys, text: `there is no state "${target}"` });
      if (key === 'after' && !Object.hasOwn(delays, way)) found.push(...delayProblems(keys, way));
    }
  }
  return found.length > 0 ? found : deadEnds({ initial, states });
}

function delayProblems(keys: string[], delay: string): LifecycleProblem[] {
  try {
    if ((/^\d+$/.test(delay) ? Number(delay) : milliseconds(delay)) > 0) return [];
    return [{ keys, text: 'a delay must be longer than nothing, or time would never go on' }];
  } catch (error) {
    const named = /^[a-z]/.test(delay) && `"${delay}" is none of the lifecycle's delays`;
    return [{ keys, text: named || (error as Error).message }];
  }
}

function deadEnds({ states }: LifecycleConfig): LifecycleProblem[] {
  const ending = new Set(Object.keys(states).filter((name) => states[name]?.type === 'final'));
  for (let grown = true; grown; ) {
    grown = false;
    for (const [name, state] of Object.entries(states)) {
      if (
        ending.has(name) ||
        !waysOut(state).some(({ target }) => target !== undefined && ending.has(target))
      )
        continue;
      ending.add(name);
      grown = true;
    }
  }
  const stuck = Object.keys(states).filter((name) => !ending.has(name));
  return stuck.map((name) => ({
    keys: ['states', name],
    text: `from state "${name}" no final state can be reached`,
  }));
}
