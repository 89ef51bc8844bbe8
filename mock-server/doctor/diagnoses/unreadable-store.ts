import { inspectFolder } from '../../store/file/folder/inspect-folder.ts';
import type { Diagnosis } from '../examination/diagnosis.ts';

/** A data folder that serve could not use: unreadable, damaged, of a newer version, or held by another process. */
export const unreadableStore: Diagnosis = async ({ folder, standIn }) => {
  if (folder === undefined) return [];
  const { problem, held } = await inspectFolder(folder);
  // Most likely the stand-in that answers is the one that holds it.
  if (problem === undefined || (held && standIn?.health.store === 'file')) return [];
  const [what = '', ...advice] = problem.split('\n');
  return [
    {
      name: 'unreadable-store',
      what,
      where: folder,
      why: 'serve ends at once with exit code 2, and leaves the folder as it is.',
      mend: advice.join(' ').replace('It was left as it is. ', ''),
    },
  ];
};
