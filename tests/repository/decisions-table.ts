import type { Api } from '../../contracts/reader/api.ts';
import { decisionsOf } from '../../contracts/reader/documented-decisions.ts';

/** Every decision of every API as one Markdown table. */
export function decisionsTable(apis: readonly Api[]): string {
  const rows = apis.flatMap((api) =>
    decisionsOf(api).map(({ topic, note, status, source }) =>
      row([api.title, topic, note, status, source.map(link).join(', ')]),
    ),
  );
  return [row(['API', 'About', 'Decided', 'Status', 'Pages']), '|---|---|---|---|---|', ...rows].join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** `https://docs.example/5.9/docs/start/rest2` is shown as `rest2 (5.9)`. */
function link(address: string): string {
  const { pathname } = new URL(address);
  const version = pathname.match(/^\/(\d[^/]*)\//)?.[1];
  const name = pathname.split('/').filter(Boolean).at(-1) ?? address;
  return `[${name}${version ? ` (${version})` : ''}](${address})`;
}
