import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { fileEntry, operationsOf, recordingHandlers, someOperation } from '../../../../test/support/some-operations.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { openJournal } from '../journal/journal.ts';
import { heldOperations, takeInstanceLock } from '../locks/instance-lock.ts';
import type { OperationPlan } from './create-operations.ts';
import type { OperationContext } from './operation-context.ts';

const measured = (subject: string) => ({ id: 'measure-command', subject }) as const;
const plan: OperationPlan<'start'> = {
  kind: 'start',
  instance: 'main',
  title: 'Start main',
  steps: ['save-data', 'copy-data'],
};
const status = someStatus();

function useOperations(options?: Parameters<typeof operationsOf>[1]) {
  const made = operationsOf(temporaryFolder(), options);
  onTestFinished(() => made.operations.close());
  return made;
}

const journals = (home: string) => {
  const folder = join(home, 'redis/desktop/journal');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** A promise with its resolve and reject functions, for bodies that a test holds. */
function held() {
  let release = () => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

/** Waits until the signal of an operation aborts, and throws its reason. */
function untilAborted(op: OperationContext): Promise<never> {
  return new Promise((_, reject) => {
    if (op.signal.aborted) reject(op.signal.reason);
    op.signal.addEventListener('abort', () => reject(op.signal.reason));
  });
}

describe('operations › success', () => {
  test('the body returns › the document has its result, its steps are done, and nothing is left on disk', async () => {
    const { home, operations, records, succeeded } = useOperations();
    const begun = await operations.begin(plan, async (op) => {
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
    expect(journals(home)).toEqual([]);
    expect(await heldOperations(home)).toEqual([]);
  });

  test('the work after it fails › it has succeeded, and the log has the error', async () => {
    const { operations, log } = useOperations({ onSucceeded: () => Promise.reject(new Error('no port')) });
    const begun = await operations.begin(plan, async () => status);
    expect(await operations.settled(begun)).toMatchObject({ state: 'succeeded' });
    expect(log.errors).toEqual(['the work after the start of main failed: no port']);
  });

  test('the end › is announced after the lock is released', async () => {
    const { home, operations, bus } = useOperations();
    const seen: { noun: string; locked: boolean }[] = [];
    bus.listen(({ noun }) => seen.push({ noun, locked: existsSync(join(home, 'redis/desktop/locks/main.lock')) }));
    await operations.settled(await operations.begin(plan, async () => status));
    expect(seen).toEqual([
      { noun: 'operations', locked: true },
      { noun: 'operations', locked: false },
      { noun: 'instances', locked: false },
    ]);
  });

  test('a task for after the release › runs without the lock, and its failure changes nothing', async () => {
    const { home, operations, log } = useOperations();
    const begun = await operations.begin(plan, async (op) => {
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
    const begun = await operations.begin(plan, async (op) => {
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
    expect(journals(home)).toEqual([]);
  });

  test('a bug › shows one general sentence, and the log has the error', async () => {
    const { operations, log } = useOperations();
    const begun = await operations.begin(plan, () => Promise.reject(new TypeError('secret is undefined')));
    await expect(operations.settled(begun)).rejects.toThrow('Something went wrong inside the app');
    expect(operations.get(begun.id).error).toEqual({
      code: 'INTERNAL',
      message: 'Something went wrong inside the app; its log has the details.',
    });
    expect(log.errors).toEqual(['start of main failed: secret is undefined']);
  });

  test('the connection is lost › becomes NOT_RUNNING with the next step', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(plan, () =>
      Promise.reject(new LinkError('other', 'The connection was lost.')),
    );
    await expect(operations.settled(begun)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: expect.stringMatching(/^main stopped responding: The connection was lost\. The operation was undone\./),
    });
  });

  test('the server rejects this app › the message does not claim that it stopped', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(plan, () =>
      Promise.reject(new LinkError('wrong-password', 'The password is wrong.')),
    );
    await expect(operations.settled(begun)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: 'main is running but refuses this app: The password is wrong. The operation was undone.',
    });
  });

  test('the disk is full › becomes DISK_FULL', async () => {
    const { operations } = useOperations();
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const begun = await operations.begin(plan, () => Promise.reject(full));
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  test('the body returns › on record before the journal is deleted, and the work after it comes last', async () => {
    const order: string[] = [];
    const { home, operations, records } = useOperations({
      onSucceeded: async () => void order.push(`after it, journals: ${journals(home).length}`),
    });
    const keep = records.recorder.ended;
    records.recorder.ended = async (operation) => {
      order.push(`recorded as ${operation.state}, journals: ${journals(home).length}`);
      await keep(operation);
    };
    await operations.settled(
      await operations.begin(plan, async (op) => {
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
    const first = await operations.begin(plan, async (op) => {
      await op.undo.add(fileEntry('a'));
      throw new AppError('TIMED_OUT', 'Too slow.', { seconds: 1 });
    });
    await expect(operations.settled(first)).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(log.errors).toEqual(['start of main could not be undone; the next start tries again: disk away']);
    expect(journals(home)).toEqual([`${first.id}.jsonl`]);

    await expect(operations.begin(plan, async () => status)).rejects.toThrow('disk away');
    // Without the undo no other operation can lock the instance.
    expect(await heldOperations(home)).toEqual([]);

    broken = false;
    await operations.settled(await operations.begin(plan, async () => status));
    expect(undone).toEqual(['a']);
    expect(journals(home)).toEqual([]);
    expect(records.cutOff).toEqual([{ instance: 'main', operation: 'start', undoneBy: 'terminal', outcome: 'undone' }]);
  });

  test('a journal of another instance › is not undone by this one', async () => {
    const undone: string[] = [];
    const { home, operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const about = { id: 'old', instance: 'acme', operation: 'restore' };
    await openJournal(home, about, recordingHandlers([])).add([fileEntry('a')]);
    await operations.settled(await operations.begin(plan, async () => status));
    expect(undone).toEqual([]);
    expect(journals(home)).toEqual(['old.jsonl']);
  });

  test('dropped entries › are not undone', async () => {
    const undone: string[] = [];
    const { operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const kept = fileEntry('kept');
    const begun = await operations.begin(plan, async (op) => {
      await op.undo.add(fileEntry('a'), kept, fileEntry('b'));
      await op.undo.drop(kept);
      throw new AppError('CONFLICT', 'Changed.', { what: 'x' });
    });
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(undone).toEqual(['b', 'a']);
  });
});

describe('operations › cancel', () => {
  test.each([0, 1, 2, 3, 4])(
    'at step %i of five › undoes exactly the steps before it, in reverse order',
    async (at) => {
      const undone: string[] = [];
      const { home, operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
      const steps = ['0', '1', '2', '3', '4'];
      const begun = await operations.begin({ ...plan, steps: steps.map(measured) }, async (op) => {
        for (const step of steps) {
          await op.step(measured(step), async () => {
            await op.undo.add(fileEntry(step));
            if (Number(step) === at) await untilAborted(op);
          });
        }
        return status;
      });
      await waitFor('the step', () => operations.get(begun.id).steps[at]?.state === 'running');
      await waitFor('its entry', () => journals(home).length === 1);
      expect(operations.cancel(begun.id)).toMatchObject({ state: 'running', cancellable: false });
      await expect(operations.settled(begun)).rejects.toMatchObject({
        code: 'CANCELLED',
        message: 'Start main was cancelled and undone.',
      });
      expect(undone).toEqual(steps.slice(0, at + 1).toReversed());
      const states = operations.get(begun.id).steps.map(({ state }) => state);
      expect(states).toEqual(steps.map((_, index) => (index < at ? 'done' : index === at ? 'failed' : 'pending')));
      expect(journals(home)).toEqual([]);
    },
  );

  test('at any step, with any number of entries each › undoes exactly what was recorded, in reverse order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), fc.nat(4), (counts, cut) =>
        inTemporaryFolder(async (home) => {
          const undone: string[] = [];
          const { operations } = operationsOf(home, { undoHandlers: recordingHandlers(undone) });
          const { promise: isBegun, release } = held();
          const recorded: string[] = [];
          let id = '';
          const begun = await operations.begin({ ...plan, steps: [] }, async (op) => {
            await isBegun;
            for (const [step, count] of counts.entries()) {
              // A step after the cancel does not begin.
              await op.step(measured(String(step)), async () => {
                const paths = Array.from({ length: count }, (_, entry) => `${step}.${entry}`);
                if (paths.length > 0) await op.undo.add(...paths.map(fileEntry));
                recorded.push(...paths);
                if (step === cut) operations.cancel(id);
              });
            }
            return status;
          });
          id = begun.id;
          release();
          await operations.settled(begun).catch(() => undefined);
          const cancelled = cut < counts.length;
          expect(operations.get(begun.id).state).toBe(cancelled ? 'cancelled' : 'succeeded');
          expect(undone).toEqual(cancelled ? recorded.toReversed() : []);
          const total = counts.slice(0, cut + 1).reduce((sum, count) => sum + count, 0);
          expect(recorded).toHaveLength(total);
          expect(journals(home)).toEqual([]);
        }),
      ),
      { numRuns: 30 },
    );
  });

  test('an operation that cannot be cancelled › continues', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin({ ...plan, cancellable: false }, async () => promise.then(() => status));
    expect(operations.cancel(begun.id)).toMatchObject({ state: 'running', cancellable: false });
    release();
    expect(await operations.settled(begun)).toMatchObject({ state: 'succeeded' });
  });

  test('after the commit point › continues, and a late failure is not called a cancel', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(plan, async (op) => {
      op.commitPoint();
      await promise;
      throw new AppError('NOT_RUNNING', 'It ended.', { id: 'main', state: 'stopped' });
    });
    expect(operations.cancel(begun.id)).toMatchObject({ cancellable: false, state: 'running' });
    release();
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    expect(operations.get(begun.id).state).toBe('failed');
  });

  test('before the commit point › the commit point throws', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    let passed = false;
    const begun = await operations.begin(plan, async (op) => {
      await promise;
      op.commitPoint();
      passed = true;
      return status;
    });
    operations.cancel(begun.id);
    release();
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(passed).toBe(false);
  });

  test('a stream ends with an AbortError › the failure is still the cancel', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(plan, async (op) => {
      await untilAborted(op).catch(() => undefined);
      throw new DOMException('The operation was aborted', 'AbortError');
    });
    operations.cancel(begun.id);
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('twice, and after its end › changes nothing', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(plan, (op) => untilAborted(op));
    operations.cancel(begun.id);
    operations.cancel(begun.id);
    await operations.settled(begun).catch(() => undefined);
    const ended = operations.get(begun.id);
    expect(operations.cancel(begun.id)).toEqual(ended);
  });
});

describe('operations › time limit', () => {
  test('passed › fails with TIMED_OUT and is undone', async () => {
    const undone: string[] = [];
    const { operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const begun = await operations.begin({ ...plan, timeoutMs: 20 }, async (op) => {
      await op.undo.add(fileEntry('a'));
      return untilAborted(op);
    });
    await expect(operations.settled(begun)).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: 'Start main took longer than 0.02 s and was undone.',
    });
    expect(operations.get(begun.id).state).toBe('failed');
    expect(undone).toEqual(['a']);
  });

  test('a body with its own time limit, cancelled › keeps its more exact failure', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(plan, async (op) => {
      await untilAborted(op).catch(() => undefined);
      throw new AppError('TIMED_OUT', 'main was asked to stop 9 s ago.', { seconds: 9 });
    });
    operations.cancel(begun.id);
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'TIMED_OUT', data: { seconds: 9 } });
  });
});

describe('operations › a server that may hang', () => {
  test('stalled › reported with the loss of a kill, until the wait ends', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    let kills = 0;
    const about = { asked: 'to save', since: '2026-11-20T10:00:00.000Z', lost: 'All keys.' };
    const begun = await operations.begin({ ...plan, cancellable: false }, async (op) => {
      op.reportStalled({ about, kill: () => kills++ });
      await promise;
      op.reportStalled(null);
      return status;
    });
    expect(operations.get(begun.id)).toMatchObject({ waiting: about, cancellable: true });
    operations.stopWaiting(begun.id);
    expect(kills).toBe(1);
    release();
    expect(await operations.settled(begun)).toMatchObject({ state: 'succeeded', waiting: null });
    operations.stopWaiting(begun.id);
    expect(kills).toBe(1);
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
    const own = await operations.begin(plan, async () => promise.then(() => status));
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
      const begun = await operations.begin(plan, async () => status);
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
    const begun = await operations.begin(plan, async (op) => {
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
    const first = await operations.begin(plan, async () => promise.then(() => status));
    await expect(operations.begin({ ...plan, kind: 'start' }, async () => status)).rejects.toMatchObject({
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
    await expect(operations.begin(plan, async () => status)).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    rmSync(home);
    mkdirSync(home);
    expect(await operations.list()).toEqual([]);
  });
});

describe('operations › watching', () => {
  test('every change › the last value is the ended operation', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(plan, async (op) => {
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
    const begun = await operations.begin(plan, async () => status);
    await operations.settled(begun);
    const values: Operation[] = [];
    for await (const value of operations.watch(begun.id)) values.push(value);
    expect(values.map(({ state }) => state)).toEqual(['succeeded']);
  });

  test('many changes at once › are combined, so that a slow client gets few values', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(plan, async (op) => {
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
    const begun = await operations.begin(plan, async () => promise.then(() => status));
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

describe('operations › closing the app', () => {
  test('running operations › are cancelled, and the close waits until they are undone', async () => {
    const undone: string[] = [];
    const { home, operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const begun = await operations.begin({ ...plan, cancellable: false }, async (op) => {
      await op.undo.add(fileEntry('a'));
      return untilAborted(op);
    });
    await waitFor('its entry', () => journals(home).length === 1);
    await operations.close();
    expect(operations.get(begun.id)).toMatchObject({
      state: 'cancelled',
      error: { code: 'CANCELLED', message: 'Start main was cancelled because the app was closed.' },
    });
    expect(undone).toEqual(['a']);
    expect(await heldOperations(home)).toEqual([]);
  });

  test('an operation that begins at that moment, and one later › are refused, and nothing is done or locked', async () => {
    const { home, operations } = useOperations();
    let runs = 0;
    const begin = () =>
      operations.begin(plan, async () => {
        runs++;
        return status;
      });
    const refused = {
      code: 'CANCELLED',
      message: 'Start main was not started because the app was closed.',
    };
    const beginning = expect(begin()).rejects.toMatchObject(refused);
    await operations.close();
    expect(await heldOperations(home)).toEqual([]);
    await beginning;
    await expect(begin()).rejects.toMatchObject(refused);
    expect([runs, await operations.list()]).toEqual([0, []]);
  });
});
