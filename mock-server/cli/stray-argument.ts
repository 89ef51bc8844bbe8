import { statSync } from 'node:fs';
import { distance } from 'fastest-levenshtein';

/** Two words that differ in more letters are no slip of the pen. */
const MOST_EDITS = 3;

/** What somebody may have meant who wrote a word where none is expected; '' where nothing is near. */
export function adviceFor(stray: string, commands: readonly string[]): string {
  const near = commands
    .map((name) => ({ name, edits: distance(stray.toLowerCase(), name) }))
    .filter(({ name, edits }) => edits <= Math.min(MOST_EDITS, Math.floor(name.length / 2)))
    .sort((a, b) => a.edits - b.edits)[0];
  if (near) return `\n(Did you mean ${near.name}?)`;
  if (isFolder(stray)) return `\n(Did you mean --fixtures ${stray}?)`;
  return /^https?:|:\d+$/.test(stray) ? `\n(Did you mean verify ${stray}, or doctor ${stray}?)` : '';
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
