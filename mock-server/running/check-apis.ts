import { Mistake } from '../../contracts/files/mistake.ts';
import type { LoadedApi } from '../simulation/apis/loaded-api.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Checks what is said of APIs against those there are.
 * @throws Mistake for an API that is not there, and a status it does not know
 */
export function checkApis(settings: RunOptions['apis'], loaded: readonly LoadedApi[]): void {
  const problems = Object.entries(settings).flatMap(([name, { validationStatus, place }]) => {
    const found = loaded.find(({ api }) => api.name === name);
    if (!found)
      return [{ text: `there is no API "${name}", but ${namesOf(loaded)}`, ...(place && { place }) }];
    const statuses = statusesOf(found);
    if (validationStatus === undefined || statuses.includes(validationStatus)) return [];
    const text = `${name} has no ${validationStatus} for invalid requests, but ${statuses.join(' and ')}`;
    return [{ text, ...(place && { place: { ...place, pointer: `${place.pointer}/validationStatus` } }) }];
  });
  if (problems.length > 0) throw new Mistake(problems);
}

const namesOf = (loaded: readonly LoadedApi[]): string => loaded.map(({ api }) => api.name).join(', ');

function statusesOf({ api }: LoadedApi): number[] {
  const rule = api.refusals.get('violation');
  return rule ? [rule.status, ...Object.keys(rule.variants).map(Number)] : [];
}
