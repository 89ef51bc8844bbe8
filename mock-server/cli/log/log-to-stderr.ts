import { painter } from '../../../contracts/suite/report/terminal/paint.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { columnsOf, isColored } from '../settings/is-colored.ts';
import type { Settings } from '../settings/settings.ts';
import { type LogLevel, RequestLog } from './request-log.ts';

/**
 * Tells requests on stderr, as the settings say.
 * @param usual which are told where the settings do not say
 * @returns undefined where none is to be told
 */
export function requestLog(
  { log: level, logBodies: bodies }: Pick<Settings, 'log' | 'logBodies'>,
  { stderr, env }: CommandContext,
  usual: LogLevel,
): RequestLog | undefined {
  if ((level ?? usual) === 'none') return undefined;
  const paint = painter(isColored(env, stderr));
  return new RequestLog({
    level: level ?? usual,
    bodies,
    style: () => ({ width: columnsOf(stderr), paint }),
    write: (text) => void stderr.write(text),
  });
}
