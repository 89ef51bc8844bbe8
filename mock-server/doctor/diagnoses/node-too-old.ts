import type { Diagnosis } from '../examination/diagnosis.ts';

/** A Node that is older than the one the package needs. */
export const nodeTooOld: Diagnosis = ({ nodeVersion, nodeNeeded: needed }) => {
  if (!isOlder(nodeVersion, needed)) return [];
  return [
    {
      name: 'node-too-old',
      what: `Node ${nodeVersion} is too old`,
      where: process.execPath,
      why: `flowx-mock needs ${needed} or newer, and uses what older ones do not have.`,
      mend: `Install Node ${needed} or newer, for instance with "nvm install 22".`,
    },
  ];
};

function isOlder(version: string, needed: string): boolean {
  const [parts, other] = [version, needed].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (parts?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
