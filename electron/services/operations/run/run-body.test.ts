import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import { someOperation } from '../../../../test/support/some-operations.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { Journal } from '../journal/journal.ts';
import type { PlannedStep } from './operation-context.ts';
import { asFailure, asNotRunning, operationContext, pendingStep } from './run-body.ts';
import type { Draft, Running } from './running.ts';

const noJournal = { add: async () => undefined, drop: async () => undefined } as unknown as Journal;

function useContext(planned: readonly PlannedStep[], change: Partial<Draft> = {}) {
  const steps = planned.map(pendingStep);
  const draft: Draft = { ...someOperation({ steps }), ...change };
  const running: Pick<Running, 'draft' | 'abort' | 'endWait' | 'committed'> = {
    draft,
    abort: new AbortController(),
    endWait: null,
    committed: false,
  };
  let changes = 0;
  const op = operationContext(
    running,
    noJournal,
    () => changes++,
    () => undefined,
  );
  return { op, draft, running, changes: () => changes };
}

const measured = (index: number): PlannedStep => ({ id: 'measure-command', subject: String(index) });

const states = ({ steps }: Draft) => steps.map(({ id, state }) => `${id} ${state}`);

describe('operation context › steps', () => {
  test('a planned step › runs in its place, and its result is returned', async () => {
    const { op, draft } = useContext(['save-data', 'copy-data']);
    const seen: string[][] = [];
    const result = await op.step('save-data', async () => {
      seen.push(states(draft));
      return 7;
    });
    expect(result).toBe(7);
    expect(seen).toEqual([['save-data running', 'copy-data pending']]);
    expect(states(draft)).toEqual(['save-data done', 'copy-data pending']);
  });

  test('a step that the plan does not list › is inserted before the pending ones', async () => {
    const { op, draft } = useContext(['save-data', 'copy-data']);
    await op.step('save-data', async () => undefined);
    await op.step('safety-backup', async () => undefined);
    expect(states(draft)).toEqual(['save-data done', 'safety-backup done', 'copy-data pending']);
  });

  test('a step out of order › is moved to the order of the starts', async () => {
    const { op, draft } = useContext(['save-data', 'copy-data', 'verify-backup']);
    await op.step('verify-backup', async () => undefined);
    await op.step('save-data', async () => undefined);
    expect(states(draft)).toEqual(['verify-backup done', 'save-data done', 'copy-data pending']);
  });

  test('the same step twice › is listed twice', async () => {
    const { op, draft } = useContext(['start-redis']);
    await op.step('start-redis', async () => undefined);
    await op.step('start-redis', async () => undefined);
    expect(states(draft)).toEqual(['start-redis done', 'start-redis done']);
  });

  test('a step inside a step › both get their own end', async () => {
    const { op, draft } = useContext(['stop-redis']);
    await op.step('stop-redis', async () => {
      await op.step('save-keys', async () => undefined);
    });
    expect(states(draft)).toContain('save-keys done');
  });

  test('a failed step › is marked, and the error is passed on', async () => {
    const { op, draft } = useContext(['save-data', 'copy-data']);
    const error = new Error('broken');
    await expect(op.step('save-data', () => Promise.reject(error))).rejects.toBe(error);
    expect(states(draft)).toEqual(['save-data failed', 'copy-data pending']);
  });

  test('a cancel during a step › the step fails with the reason', async () => {
    const { op, draft, running } = useContext(['save-data', 'copy-data']);
    const reason = new AppError('CANCELLED', 'Cancelled.', {});
    await expect(
      op.step('save-data', async () => {
        running.abort.abort(reason);
      }),
    ).rejects.toBe(reason);
    await expect(op.step('copy-data', async () => undefined)).rejects.toBe(reason);
    expect(states(draft)).toEqual(['save-data failed', 'copy-data pending']);
  });

  test('a cancel after the commit point › the steps continue', async () => {
    const { op, draft, running } = useContext(['save-data', 'copy-data']);
    op.commitPoint();
    running.abort.abort(new Error('cancelled'));
    await op.step('save-data', async () => undefined);
    await op.step('copy-data', async () => undefined);
    expect(states(draft)).toEqual(['save-data done', 'copy-data done']);
    expect(draft.cancellable).toBe(false);
  });
});

describe('operation context › progress', () => {
  test('any steps and fractions › the overall fraction never decreases and stays within 0 and 1', async () => {
    const runs = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(runs, async (given) => {
        const { op, draft } = useContext(given.map((_, index) => measured(index)));
        let last = 0;
        for (const [index, fractions] of given.entries()) {
          await op.step(measured(index), async () => {
            for (const fraction of fractions.toSorted((a, b) => a - b)) {
              op.progress(fraction, null);
              expect(draft.fraction).toBeGreaterThanOrEqual(last - 1e-9);
              expect(draft.fraction).toBeLessThanOrEqual(1);
              last = draft.fraction ?? 0;
            }
          });
        }
        expect(draft.fraction).toBe(1);
      }),
    );
  });

  test('an unknown fraction › counts as the start of the step, with its detail', async () => {
    const { op, draft } = useContext(['save-data', 'copy-data']);
    await op.step('save-data', async () => undefined);
    await op.step('copy-data', async () => op.progress(null, 'waiting'));
    expect(draft.steps[1]).toMatchObject({ detail: 'waiting' });
    expect(draft.fraction).toBe(1);
  });

  test('no steps › the fraction is unknown', () => {
    const { op, draft } = useContext([]);
    op.progress(0.5, 'half');
    expect(draft.fraction).toBeNull();
  });

  test('every change › is announced', async () => {
    const { op, changes } = useContext(['save-data']);
    const announced = [changes()];
    const then = () => announced.push(changes());
    op.log('a line');
    then();
    op.progress(0.1, null);
    then();
    await op.step('save-data', async () => undefined);
    then();
    op.commitPoint();
    then();
    op.reportStalled(null);
    then();
    expect(announced.toSorted((a, b) => a - b)).toEqual(announced);
    expect(new Set(announced).size).toBe(announced.length);
  });

  test('a long log › keeps the last 500 lines', () => {
    const { op, draft } = useContext([]);
    for (let line = 0; line < 620; line++) op.log(`line ${line}`);
    expect(draft.log).toHaveLength(500);
    expect(draft.log[0]?.text).toBe('line 120');
    expect(draft.log.at(-1)?.text).toBe('line 619');
  });
});

describe('operation context › a stalled server', () => {
  const wait = { about: { asked: 'to save', since: '2026-11-20T10:00:00.000Z', lost: 'Keys.' }, kill: () => undefined };

  test('of an operation that cannot be cancelled › it can be cancelled while it waits', () => {
    const { op, draft, running } = useContext([], { cancellable: false });
    op.reportStalled(wait);
    expect([draft.cancellable, draft.waiting, running.endWait]).toEqual([true, wait.about, wait.kill]);
    op.reportStalled(null);
    expect([draft.cancellable, draft.waiting, running.endWait]).toEqual([false, null, null]);
  });

  test('after a cancel › cannot be cancelled again', () => {
    const { op, draft, running } = useContext([]);
    running.abort.abort(new Error('cancelled'));
    op.reportStalled(wait);
    expect(draft.cancellable).toBe(false);
  });
});

describe('failures of an operation', () => {
  test('an AppError › keeps code, message and data', () => {
    const error = new AppError('DISK_FULL', 'Full.', { needed: 7, free: 1 });
    expect(asFailure(error)).toEqual({ code: 'DISK_FULL', message: 'Full.', data: { needed: 7, free: 1 } });
  });

  test.each([new Error('password=hunter2'), 'text', undefined, { code: 'DISK_FULL' }])(
    '%s › no detail is shown',
    (error) => {
      expect(asFailure(error)).toEqual({
        code: 'INTERNAL',
        message: 'Something went wrong inside the app; its log has the details.',
      });
    },
  );

  test('an error that is not of a connection › is not changed', () => {
    const error = new Error('x');
    expect(asNotRunning(error, 'main', 'undone')).toBe(error);
  });

  test('a lost connection › keeps the original error as its cause', () => {
    const lost = new LinkError('timed-out', 'No answer.');
    const ofOther = new LinkError('other', 'The server on port 6390 closed the connection.', { instance: 'other' });
    expect(asNotRunning(ofOther, 'acme', 'undone')).toMatchObject({
      data: { id: 'other' },
      message: expect.stringMatching(/^other stopped responding: .* The operation was undone\./),
    });
    expect(asNotRunning(lost, 'acme', 'nothing')).toMatchObject({
      ...{ code: 'NOT_RUNNING', data: { id: 'acme' }, cause: lost },
      message: 'acme stopped responding: No answer. Check its log, and try again when it responds.',
    });
  });

  test.each([
    ['nothing', 'Start it.'],
    ['undone', 'Start it. The operation was undone.'],
    ['later', 'Start it. The operation will be undone when the engine answers again.'],
  ] as const)('an engine that is away, %s › says what became of the changes', (outcome, end) => {
    const away = new AppError('ENGINE_UNREACHABLE', 'No engine answers. Start it.', {
      endpoint: 'nuc',
      reason: 'EPIPE',
    });
    const message = `No engine answers. ${end}`;
    expect(asNotRunning(away, 'acme', outcome)).toMatchObject({ code: 'ENGINE_UNREACHABLE', message, data: away.data });
  });

  test.each([
    ['undone', 'The operation was undone.'],
    ['later', 'The operation will be undone when the instance runs again.'],
    ['failed', 'The operation will be undone when the instance runs again.'],
  ] as const)('a lost connection, %s › says what became of the changes', (outcome, sentence) => {
    const lost = new LinkError('other', 'The connection was lost.');
    expect(asNotRunning(lost, 'acme', outcome)).toMatchObject({
      message: expect.stringContaining(`. ${sentence} Check`),
    });
  });
});
