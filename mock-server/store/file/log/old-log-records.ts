import type { MemoryRows } from '../../memory/rows.ts';
import { currentRecord, type OldRecord } from '../image/stored-record.ts';
import type { LogRecord } from './log-line.ts';

/**
 * A record of a log as it means today. Until format 3 the record of a world had all that it had learned in it.
 * @param format of the image before the log
 * @param rows what the records before it made
 */
export function currentLogRecord(record: LogRecord, format: number | undefined, rows: MemoryRows): LogRecord {
  if ((format ?? 4) >= 4 || 'drop' in record) return record;
  const { world, change } = record;
  const old = change.record as OldRecord;
  const known = rows.worlds.get(world)?.learned ?? [];
  const learned = Object.entries(old.learned ?? {}).flatMap(([api, facts]) =>
    facts.slice(known.filter((one) => one.api === api).length).map((fact) => ({ api, fact })),
  );
  return { world, change: { puts: change.puts, record: currentRecord(old), learned } };
}
