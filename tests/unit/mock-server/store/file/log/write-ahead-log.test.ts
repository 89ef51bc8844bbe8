import { constants, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import type { LogRecord } from '../../../../../../mock-server/store/file/log/log-line.ts';
import { type Durability, Log } from '../../../../../../mock-server/store/file/log/write-ahead-log.ts';
import { noSpace, onceWritten, spyOn } from '../file-handle.ts';
import { change, newFolder } from '../folder.ts';

async function newLog(durability: Durability = 'fsync'): Promise<Log> {
  return Log.create(join(newFolder(), 'log-000001.txt'), durability);
}

const start = (id: string): LogRecord => ({ world: 'w', change: change(id) });
const lines = (log: Log): string[] => readFileSync(log.path, 'utf8').split('\n').slice(0, -1);
const records = (log: Log): LogRecord[] => lines(log).flatMap((one) => JSON.parse(one.slice(9)));
const ids = (log: Log): string[] =>
  records(log).map((one) => ('change' in one ? (one.change.puts[0]?.instance.id ?? '') : 'drop'));

test('a hundred records that come at once share one flush, and those that come meanwhile the next', async () => {
  const log = await newLog();
  const flushed = spyOn('write');
  const first = Array.from({ length: 100 }, (_, n) => log.append(start(`a${n}`), () => {}));
  await new Promise((resolve) => setImmediate(resolve));
  const next = Array.from({ length: 100 }, (_, n) => log.append(start(`b${n}`), () => {}));
  await Promise.all([...first, ...next]);
  expect(flushed).toHaveBeenCalledTimes(2);
  expect(records(log)).toHaveLength(200);
  await log.close();
});

test('a record is kept only when its flush is done', async () => {
  const log = await newLog();
  let flush = (): void => {};
  onceWritten(() => new Promise<void>((resolve) => (flush = resolve)));
  let kept = false;
  const appended = log.append(start('a'), () => {}).then(() => (kept = true));
  while (flush.toString() === '() => {}' || lines(log).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(kept).toBe(false);
  flush();
  await appended;
  expect(kept).toBe(true);
  await log.close();
});

/** The flags with which this process has a file open, as Linux tells them. */
function flagsOf(path: string): number {
  const open = readdirSync('/proc/self/fd').find((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  });
  const [, octal = ''] = /flags:\s*(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${open}`, 'utf8')) ?? [];
  return Number.parseInt(octal, 8);
}

test.each(['fsync', 'os', 'none'] as const)(
  'with %s what is written is on the disk when it is done, or need not be',
  async (durability) => {
    const log = await newLog(durability);
    const again = await Log.open((await newLog(durability)).path, 0, durability);
    const [flushed, seen] = [spyOn('datasync'), process.platform === 'linux'];
    await log.append(start('a'), () => {});
    await log.drained();
    // Where the file itself cannot be opened so, each write is flushed.
    const kept = seen
      ? [log, again].map(({ path }) => (flagsOf(path) & constants.O_DSYNC) === constants.O_DSYNC)
      : [flushed.mock.calls.length === 1];
    expect(new Set(kept)).toEqual(new Set([durability === 'fsync']));
    await Promise.all([log.close(), again.close()]);
  },
);

test('records stand in the order they came in', async () => {
  const log = await newLog();
  const all: Promise<void>[] = [];
  for (let n = 0; n < 300; n += 1) {
    all.push(log.append(start(String(n)), () => {}));
    if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  expect(ids(log)).toEqual(Array.from({ length: 300 }, (_, n) => String(n)));
  await log.close();
});

test.each([
  ['os', true],
  ['none', false],
] as const)('durability %s flushes nothing; that it waits for the system: %s', async (durability, waits) => {
  const log = await newLog(durability);
  const flushed = spyOn('datasync');
  let kept = false;
  const appended = log.append(start('a'), () => {}).then(() => (kept = true));
  await Promise.resolve().then(() => {});
  await Promise.resolve();
  expect(kept).toBe(!waits);
  await appended;
  await log.drained();
  expect(ids(log)).toEqual(['a']);
  expect(flushed).not.toHaveBeenCalled();
  await log.close();
});

test('when a flush fails, all that wait are taken back, the newest first, and the file is as it was', async () => {
  const log = await newLog();
  await log.append(start('kept'), () => {});
  const before = readFileSync(log.path);
  const failed = jest.fn();
  log.failed = failed;
  // Half of it is written before the disk is full.
  const write = spyOn('write').mockImplementationOnce(async () => {
    writeFileSync(log.path, Buffer.concat([before, Buffer.from('01234567 [{"wor')]));
    throw noSpace();
  });
  const takenBack: string[] = [];
  const results = await Promise.allSettled(
    ['a', 'b', 'c'].map((id) => log.append(start(id), () => takenBack.push(id))),
  );
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(takenBack).toEqual(['c', 'b', 'a']);
  expect(failed).toHaveBeenCalledTimes(1);
  expect(readFileSync(log.path)).toEqual(before);
  write.mockRestore();
  await log.append(start('later'), () => {});
  expect(ids(log)).toEqual(['kept', 'later']);
  await log.close();
});

test('where half a record cannot be cut off at once, it is before the next one is written', async () => {
  const log = await newLog();
  await log.append(start('kept'), () => {});
  onceWritten(() => Promise.reject(new Error('EIO')));
  spyOn('truncate').mockRejectedValueOnce(new Error('EIO'));
  await expect(log.append(start(`long ${'x'.repeat(500)}`), () => {})).rejects.toThrow('EIO');
  expect(lines(log)).toHaveLength(2);
  await log.append(start('b'), () => {});
  expect(ids(log)).toEqual(['kept', 'b']);
  await log.close();
});

test('nothing is kept in a file that was deleted or replaced', async () => {
  const log = await newLog();
  rmSync(log.path);
  await expect(log.append(start('a'), () => {})).rejects.toThrow('was deleted while it was in use');
  writeFileSync(log.path, '');
  await expect(log.append(start('a'), () => {})).rejects.toThrow('was replaced while it was in use');
  expect(await log.inPlace()).toBe(false);
  await log.close();
});
