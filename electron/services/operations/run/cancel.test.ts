import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import { fileEntry, operationsOf, recordingHandlers } from '../../../../test/support/some-operations.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { inTemporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { held, journalsIn, startPlan, useOperations } from '../../../../test/support/use-operations.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { heldOperations } from '../locks/instance-lock.ts';
import type { OperationContext } from './operation-context.ts';

const measured = (subject: string) => ({ id: 'measure-command', subject }) as const;

const status = someStatus();

/** Waits until the signal of an operation aborts, and throws its reason. */
function untilAborted(op: OperationContext): Promise<never> {
  return new Promise((_, reject) => {
    if (op.signal.aborted) reject(op.signal.reason);
    op.signal.addEventListener('abort', () => reject(op.signal.reason));
  });
}

describe('operations › cancel', () => {
  test('an operation that keeps a part of its work › says so instead of that it is undone', async () => {
    const { operations } = useOperations({ undoHandlers: recordingHandlers([]) });
    const begun = await operations.begin({ ...startPlan, steps: [measured('0')] }, async (op) => {
      await op.step(measured('0'), () => untilAborted(op)).catch(() => undefined);
      throw new AppError('CANCELLED', 'It was cancelled. One stays.', { kept: 'One stays.' });
    });
    await waitFor('the step', () => operations.get(begun.id).steps[0]?.state === 'running');
    operations.cancel(begun.id);
    await expect(operations.settled(begun)).rejects.toMatchObject({ message: 'It was cancelled. One stays.' });
    expect(operations.get(begun.id)).toMatchObject({ state: 'cancelled', error: { data: { kept: 'One stays.' } } });
  });

  test.each([0, 1, 2, 3, 4])(
    'at step %i of five › undoes exactly the steps before it, in reverse order',
    async (at) => {
      const undone: string[] = [];
      const { home, operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
      const steps = ['0', '1', '2', '3', '4'];
      const begun = await operations.begin({ ...startPlan, steps: steps.map(measured) }, async (op) => {
        for (const step of steps) {
          await op.step(measured(step), async () => {
            await op.undo.add(fileEntry(step));
            if (Number(step) === at) await untilAborted(op);
          });
        }
        return status;
      });
      await waitFor('the step', () => operations.get(begun.id).steps[at]?.state === 'running');
      await waitFor('its entry', () => journalsIn(home).length === 1);
      expect(operations.cancel(begun.id)).toMatchObject({ state: 'running', cancellable: false });
      await expect(operations.settled(begun)).rejects.toMatchObject({
        code: 'CANCELLED',
        message: 'Start main was cancelled and undone.',
      });
      expect(undone).toEqual(steps.slice(0, at + 1).toReversed());
      const states = operations.get(begun.id).steps.map(({ state }) => state);
      expect(states).toEqual(steps.map((_, index) => (index < at ? 'done' : index === at ? 'failed' : 'pending')));
      expect(journalsIn(home)).toEqual([]);
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
          const begun = await operations.begin({ ...startPlan, steps: [] }, async (op) => {
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
          expect(journalsIn(home)).toEqual([]);
        }),
      ),
      { numRuns: 30 },
    );
  });

  test('an operation that cannot be cancelled › continues', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin({ ...startPlan, cancellable: false }, async () => promise.then(() => status));
    expect(operations.cancel(begun.id)).toMatchObject({ state: 'running', cancellable: false });
    release();
    expect(await operations.settled(begun)).toMatchObject({ state: 'succeeded' });
  });

  test('after the commit point › continues, and a late failure is not called a cancel', async () => {
    const { operations } = useOperations();
    const { promise, release } = held();
    const begun = await operations.begin(startPlan, async (op) => {
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
    const begun = await operations.begin(startPlan, async (op) => {
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
    const begun = await operations.begin(startPlan, async (op) => {
      await untilAborted(op).catch(() => undefined);
      throw new DOMException('The operation was aborted', 'AbortError');
    });
    operations.cancel(begun.id);
    await expect(operations.settled(begun)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('twice, and after its end › changes nothing', async () => {
    const { operations } = useOperations();
    const begun = await operations.begin(startPlan, (op) => untilAborted(op));
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
    const begun = await operations.begin({ ...startPlan, timeoutMs: 20 }, async (op) => {
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
    const begun = await operations.begin(startPlan, async (op) => {
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
    const begun = await operations.begin({ ...startPlan, cancellable: false }, async (op) => {
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

describe('operations › closing the app', () => {
  test('running operations › are cancelled, and the close waits until they are undone', async () => {
    const undone: string[] = [];
    const { home, operations } = useOperations({ undoHandlers: recordingHandlers(undone) });
    const begun = await operations.begin({ ...startPlan, cancellable: false }, async (op) => {
      await op.undo.add(fileEntry('a'));
      return untilAborted(op);
    });
    await waitFor('its entry', () => journalsIn(home).length === 1);
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
      operations.begin(startPlan, async () => {
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
