import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Mistake } from '../../../../contracts/files/mistake.ts';
import { bundledFixtures } from '../../../../contracts/reader/fixtures.ts';
import { inProcess } from '../../../in-process.ts';
import { type Edit, edited, thirdApi } from '../../../third-api.ts';

/** A mistake as a person finds it: the message, and the first place with the text of its line. */
interface Told {
  message: string;
  places: number;
  file: string;
  pointer: string;
  /** What stands on the line that was told. */
  line: string;
}

/** What loading says about a changed copy of the third API or of the bundled fixtures; undefined: nothing. */
export async function mistakeOf(what: 'contracts' | 'fixtures', edits: Edit[]): Promise<Told | undefined> {
  return edited(what === 'contracts' ? thirdApi : bundledFixtures(), edits, async (folder) => {
    try {
      await inProcess(what === 'contracts' ? { contracts: [folder] } : { fixtures: folder });
      return undefined;
    } catch (error) {
      if (error instanceof Mistake) return told(error);
      throw error;
    }
  });
}

function told({ message, places }: Mistake): Told {
  const [place] = places;
  if (!place) return { message, places: places.length, file: '', pointer: '', line: '' };
  const lines = readFileSync(resolve(place.file), 'utf8').split('\n');
  return {
    message,
    places: places.length,
    file: place.file,
    pointer: place.pointer,
    line: lines[place.line - 1] ?? '',
  };
}
