import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { fileEntry, operationsOf, recordingHandlers, someOperation } from '../../../../test/support/some-operations.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { held, journalsIn, startPlan, useOperations } from '../../../../test/support/use-operations.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { openJournal } from '../journal/journal.ts';
import { heldOperations, takeInstanceLock } from '../locks/instance-lock.ts';

const status = someStatus();

describe('operations › success', () => {
  test('the body returns › the document has its result, its steps are done, and nothing is left on disk', async () => {
    const { home, operations, records, succeeded } = useOperations();
    const begun = await operations.begin(startPlan, async (op) => {
      await op.undo.add(fileEntry(join(home, 'made')));
      await op.step('save-data', async () => op.progress(0.5, 'half'));
      await op.step('copy-data', async () => op.log('a line'));
      return status;
    });
    expect(begun).toMatchObject({
      state: 'running',
      instance: 'main',
      face: 'terminal',
      pid: process.pid,
      result: null,
    });
    const ended = await operations.settled(begun);
    expect(ended).toMatchObject({
      state: 'succeeded',
      fraction: 1,
      cancellable: false,
      error: null,
      result: status,
      steps: [
        { id: 'save-data', subject: null, state: 'done', detail: 'half' },
        { id: 'copy-data', subject: null, state: 'done', detail: null },
      ],
      log: [{ text: 'a line' }],
    });
    expect(Date.parse(ended.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(ended.startedAt));
    expect(succeeded).toEqual(['start main']);
    expect(records.ended.map(({ id, state }) => [id, state])).toEqual([[ended.id, 'succeeded']]);
    expect(journalsIn(home)).toEqual([]);
    expect(await heldOperations(home)).toEqual([]);
  });

  test('the work after it fails › it has succeeded, and the log has the error', async () => {
    const { operations, log } = useOperations({ onSucceeded: () => Promise.reject(new Error('no port')) });
    const begun = await operations.begin(startPlan, async () => status);
    expect(await operations.settled(begun)).toMatchObject({ state: 'succeeded' });
    expect(log.errors).toEqual(['the work after the start of main failed: no port']);
  });

  test('the work after it has a warning › it has succeeded, and its log has the warning', async () => {
    const onSucceeded = async (id: string, _: string, warn: (text: string) => void) => {
      await sleep(80);
      warn(`${id} is not uploaded`);
    };
    const { operations } = useOperations({ onSucceeded });
    const begun = await operations.begin(startPlan, async () => status);
    let ended: Operation | null = null;
    for await (const operation of operations.watch(begun.id)) ended = operation;
    expect(ended).toMatchObject({ state: 'succeeded', log: [{ level: 'warning', text: 'main is not uploaded' }] });
  });

  test('the end › is announced after the lock is released', async () => {
    const { home, operations, bus } = useOperations();
    const seen: { noun: string; locked: boolean }[] = [];
    bus.listen(({ noun }) => seen.push({ noun, locked: existsSync(join(home, 'redis/desktop/locks/main.lock')) }));
    await operations.settled(await operations.begin(startPlan, async () => status));
    expect(seen).toEqual([
      { noun: 'operations', locked: true },
      { noun: 'operations', locked: false },
      { noun: 'instances', locked: false },
    ]);
  });

  test('a task for after the release › runs without the lock, and its failure changes nothing', async () => {
    const { home, operations, log } = useOperations();
    const begun = await operations.begin(startPlan, async (op) => {
      op.onReleased(() => Promise.reject(new Error('not tidy')));
      op.onReleased(async () => {
        const lock = await takeInstanceLock(home, someOperation({ id: 'next' }));
        await lock.release();
        op.log('ran without the lock');
      });
      return status;
    });
    expect(await operations.settled(begun)).toMatchObject({
      state: 'succeeded',
      log: [{ text: 'ran without the lock' }],
    });
    expect(log.errors).toEqual(['a task after the release failed: not tidy']);
  });
});

describe('operations › failure', () => {
  test('an expected failure › is thrown unchanged, and undone in reverse order', async () => {
    const undone: string[] = [];
    const { home, operations, log } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const failure = new AppError('NOT_FOUND', 'No such thing.', { what: 'thing', id: 'x' });
    const begun = await operations.begin(startPlan, async (op) => {
      await op.undo.add(fileEntry('a'), fileEntry('b'));
      await op.step('save-data', () => op.undo.add(fileEntry('c')));
      return op.step('copy-data', () => Promise.reject(failure));
    });
    await expect(operations.settled(begun)).rejects.toBe(failure);
    expect(undone).toEqual(['c', 'b', 'a']);
    expect(operations.get(begun.id)).toMatchObject({
      state: 'failed',
      error: { code: 'NOT_FOUND', message: 'No such thing.', data: { what: 'thing', id: 'x' } },
      result: null,
      steps: [{ state: 'done' }, { state: 'failed' }],
    });
    expect(log.errors).toEqual([]);
    expect(journalsIn(home)).toEqual([]);
  });

  test('a bug › shows one general sentence, and the log has the error', async () => {
    const { operations, log } = useOperations();
    const begun = await operations.begin(startPlan, () => Promise.reject(new TypeError('secret is undefined')));
    await expect(operations.settled(begun)).rejects.toThrow('Something went wrong inside the app');
    expect(operations.get(begun.id).error).toEqual({
      code: 'INTERNAL',
      message: 'Something went wrong inside the app; its log has the details.',
    });
    expect(log.errors).toEqual(['start of main failed: secret is undefined']);
  });

  test('the connection is lost › becomes NOT_RUNNING with the next step', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(startPlan, () =>
      Promise.reject(new LinkError('other', 'The connection was lost.')),
    );
    await expect(operations.settled(begun)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: expect.stringMatching(/^main stopped responding: The connection was lost\. Check its log, /),
    });
  });

  test('the server rejects this app › the message does not claim that it stopped', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(startPlan, () =>
      Promise.reject(new LinkError('wrong-password', 'The password is wrong.')),
    );
    await expect(operations.settled(begun)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: 'main is running but refuses this app: The password is wrong.',
    });
  });

  test('the disk is full › becomes DISK_FULL', async () => {
    const { operations } = useOperations();
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const begun = await operations.begin(startPlan, () => Promise.reject(full));
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  test('the body returns › on record before the journal is deleted, and the work after it comes last', async () => {
    const order: string[] = [];
    const { home, operations, records } = useOperations({
      onSucceeded: async () => void order.push(`after it, journals: ${journalsIn(home).length}`),
    });
    const keep = records.recorder.ended;
    records.recorder.ended = async (operation) => {
      order.push(`recorded as ${operation.state}, journals: ${journalsIn(home).length}`);
      await keep(operation);
    };
    await operations.settled(
      await operations.begin(startPlan, async (op) => {
        await op.undo.add(fileEntry(join(home, 'made')));
        return status;
      }),
    );
    expect(order).toEqual(['recorded as succeeded, journals: 1', 'after it, journals: 0']);
    expect(records.ended).toHaveLength(1);
  });

  test('the undo fails › the journal stays, and the next operation undoes it first', async () => {
    const undone: string[] = [];
    let broken = true;
    const undoHandlers = recordingHandlers(undone, () => (broken ? new Error('disk away') : null));
    const { home, operations, log, records } = useOperations({ undoHandlers });
    const first = await operations.begin(startPlan, async (op) => {
      await op.undo.add(fileEntry('a'));
      throw new AppError('TIMED_OUT', 'Too slow.', { seconds: 1 });
    });
    await expect(operations.settled(first)).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(log.errors).toEqual(['start of main could not be undone; the next start tries again: disk away']);
    expect(journalsIn(home)).toEqual([`${first.id}.jsonl`]);

    await expect(operations.begin(startPlan, async () => status)).rejects.toThrow('disk away');
    // Without the undo no other operation can lock the instance.
    expect(await heldOperations(home)).toEqual([]);

    broken = false;
    await operations.settled(await operations.begin(startPlan, async () => status));
    expect(undone).toEqual(['a']);
    expect(journalsIn(home)).toEqual([]);
    expect(records.cutOff).toEqual([{ instance: 'main', operation: 'start', undoneBy: 'terminal', outcome: 'undone' }]);
  });

  test('a journal of another instance › is not undone by this one', async () => {
    const undone: string[] = [];
    const { home, operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const about = { id: 'old', instance: 'acme', operation: 'restore' };
    await openJournal(home, about, recordingHandlers([])).add([fileEntry('a')]);
    await operations.settled(await operations.begin(startPlan, async () => status));
    expect(undone).toEqual([]);
    expect(journalsIn(home)).toEqual(['old.jsonl']);
  });

  test('dropped entries › are not undone', async () => {
    const undone: string[] = [];
    const { operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const kept = fileEntry('kept');
    const begun = await operations.begin(startPlan, async (op) => {
      await op.undo.add(fileEntry('a'), kept, fileEntry('b'));
      await op.undo.drop(kept);
      throw new AppError('CONFLICT', 'Changed.', { what: 'x' });
    });
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(undone).toEqual(['b', 'a']);
  });
});

describe('operations › lists', () => {
  test('an unknown id › NOT_FOUND', async () => {
    const { operations } = useOperations();
    expect(() => operations.get('none')).toThrow('Operation none not found in this process.');
    expect(() => operations.cancel('none')).toThrow(AppError);
    expect(() => operations.stopWaiting('none')).toThrow(AppError);
    await expect(operations.settled('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(operations.watch('none').next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('operations of this and another process › are listed newest first, foreign ones cannot be cancelled', async () => {
    const { home, operations } = useOperations();
    const { promise, release } = held();
    const own = await operations.begin(startPlan, async () => promise.then(() => status));
    const foreign = { id: 'foreign', instance: 'acme', startedAt: '2026-01-01T00:00:00.000Z' } as const;
    const lock = await takeInstanceLock(home, someOperation(foreign));
    const listed = await operations.list();
    expect(listed.map(({ id, cancellable }) => [id, cancellable])).toEqual([
      [own.id, true],
      ['foreign', false],
    ]);
    await lock.release();
    release();
    await operations.settled(own);
    expect((await operations.list()).map(({ id, state }) => [id, state])).toEqual([[own.id, 'succeeded']]);
  });

  test('more than a hundred ended operations › the oldest are forgotten', async () => {
    const { operations } = useOperations();
    const ids: string[] = [];
    for (let number = 0; number < 103; number++) {
      const begun = await operations.begin(startPlan, async () => status);
      await operations.settled(begun);
      ids.push(begun.id);
    }
    expect((await operations.list()).length).toBe(100);
    expect(() => operations.get(ids[2] ?? '')).toThrow();
    expect(operations.get(ids[3] ?? '').state).toBe('succeeded');
  });

  test('a document that a client has read › does not change later', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(startPlan, async (op) => {
      await promise;
      op.log('later');
      return status;
    });
    const read = operations.get(begun.id);
    release();
    await operations.settled(begun);
    expect([begun.state, read.state, read.log]).toEqual(['running', 'running', []]);
  });
});

describe('operations › busy', () => {
  test('a second operation on the instance › BUSY, and the first one continues', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const first = await operations.begin(startPlan, async () => promise.then(() => status));
    await expect(operations.begin({ ...startPlan, kind: 'start' }, async () => status)).rejects.toMatchObject({
      code: 'BUSY',
      data: { operation: 'start' },
    });
    release();
    expect(await operations.settled(first)).toMatchObject({ state: 'succeeded' });
  });

  test('a home that is a file › fails with the fix, and no operation is listed', async () => {
    const home = join(temporaryFolder(), 'home');
    writeFileSync(home, '');
    const { operations } = operationsOf(home);
    await expect(operations.begin(startPlan, async () => status)).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    rmSync(home);
    mkdirSync(home);
    expect(await operations.list()).toEqual([]);
  });
});

describe('operations › watching', () => {
  test('every change › the last value is the ended operation', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(startPlan, async (op) => {
      await op.step('save-data', () => promise);
      return status;
    });
    const values: Operation[] = [];
    for await (const value of operations.watch(begun.id)) {
      values.push(value);
      release();
    }
    expect(values[0]).toMatchObject({ state: 'running' });
    expect(values.at(-1)).toMatchObject({ state: 'succeeded', result: status });
  });

  test('an ended operation › yields it once', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(startPlan, async () => status);
    await operations.settled(begun);
    const values: Operation[] = [];
    for await (const value of operations.watch(begun.id)) values.push(value);
    expect(values.map(({ state }) => state)).toEqual(['succeeded']);
  });

  test('many simultaneous changes › are combined, so that a slow client gets few values', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(startPlan, async (op) => {
      await promise;
      for (let number = 0; number < 1000; number++) op.progress(number / 1000, `${number}`);
      await op.step('save-data', async () => undefined);
      return status;
    });
    const values: Operation[] = [];
    for await (const value of operations.watch(begun.id)) {
      values.push(value);
      release();
    }
    expect(values.length).toBeLessThan(5);
  });

  test('the client goes away › the watch ends, the operation continues', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(startPlan, async () => promise.then(() => status));
    const gone = new AbortController();
    const watch = operations.watch(begun.id, gone.signal);
    await watch.next();
    const next = watch.next();
    gone.abort();
    expect((await next).done).toBe(true);
    release();
    expect(await operations.settled(begun)).toMatchObject({ state: 'succeeded' });
  });
});
