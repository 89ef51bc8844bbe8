import type { Paint } from '../../../contracts/suite/report/terminal/paint.ts';
import { cut, oneLine } from '../../../contracts/suite/report/wording/escape-control-characters.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';

/** How a line is to look. */
export interface LineStyle {
  /** Columns of the terminal; undefined: as long as it takes. */
  width: number | undefined;
  paint: Paint;
}

const DEFAULT_WORLD = 'default';
/** So many columns the path keeps, however narrow the terminal is. */
const LEAST_PATH = 16;
const INDENT = '      ';
/** How many lines a reason may take. */
const MOST_LINES = 4;
const METHOD = 4;

/**
 * One request as people read it: what came of it, what was asked, why it was refused, and where to look further.
 * It is one line where that fits the terminal; else the reason stands below, indented.
 */
export function requestLine(entry: JournalEntry, { width, paint }: LineStyle): string {
  const [mark, colour] = outcome(entry, paint);
  const { status, method } = entry;
  const start = `${mark} ${status ?? '---'} ${method.padEnd(METHOD)} `;
  const end = ending(entry);
  const path = oneLine(entry.url.replace(/^\/@[^/?]*(?=[/?]|$)/, '') || '/');
  const why = entry.why === undefined ? '' : oneLine(entry.why);
  const whole = [start + path, why, end].filter(Boolean).join('  ');
  if (width === undefined || whole.length <= width) {
    const shownWhy = why === '' ? '' : `  ${highlighted(entry, why, colour)}`;
    return `${colour(start)}${path}${shownWhy}  ${paint.dim(end)}`;
  }
  const room = Math.max(LEAST_PATH, width - start.length - end.length - 2);
  const first = `${colour(start)}${shortened(path, room)}  ${paint.dim(end)}`;
  const below = wrapped(why, width - INDENT.length).map((line) => INDENT + highlighted(entry, line, colour));
  return [first, ...below].join('\n');
}

type Colour = (text: string) => string;

function outcome(
  { status, defects, fault, blocked }: JournalEntry,
  paint: Paint,
): [mark: string, colour: Colour] {
  if (defects) return ['‼', (text) => paint.bold(paint.red(text))];
  if (status === undefined || fault) return ['⚡', paint.yellow];
  return status < 400 && blocked === undefined ? ['✓', paint.green] : ['✗', paint.red];
}

function highlighted({ defects }: JournalEntry, text: string, colour: Colour): string {
  return defects ? colour(text) : text;
}

function ending({ id, world, durationMs = 0 }: JournalEntry): string {
  const where = world === DEFAULT_WORLD ? '' : ` @${oneLine(world)}`;
  return `${id}${where} ${Math.max(1, Math.round(durationMs))} ms`;
}

/** Without its middle: the beginning tells the API, the end the operation. */
function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const behind = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - behind)}…${text.slice(text.length - behind)}`;
}

function wrapped(text: string, width: number): string[] {
  if (text === '') return [];
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width && lines.length < MOST_LINES - 1) {
    const space = rest.lastIndexOf(' ', width);
    const at = space > width / 2 ? space : width;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, cut(rest, width)];
}
