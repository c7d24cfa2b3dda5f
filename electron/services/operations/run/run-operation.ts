import { isAppError } from '../../../../shared/contract/errors.ts';
import type { OperationKind } from '../../../../shared/contract/operation.ts';
import type { OperationResult } from '../../../../shared/contract/operations.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { asSystemFailure } from '../../platform/files/system-failure.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import type { InstanceLock } from '../locks/instance-lock.ts';
import { undoAll } from '../undo/undo.ts';
import type { UndoHandlers, UndoProgress } from '../undo/undo-handlers.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationRecorder } from './operation-recorder.ts';
import { addToLog, asFailure, asNotRunning, type FailedOutcome, operationContext } from './run-body.ts';
import { copyOf, type Draft, type Running } from './running.ts';

/** Limits the writes of the lock file, in which other clients read the progress. */
const PUBLISH_EVERY_MS = 500;

export interface ExecuteDeps {
  readonly home: string;
  readonly bus: ChangeBus;
  readonly undoHandlers: UndoHandlers;
  readonly log: Logger;
  /** The only place that records ended operations. */
  readonly recorder: OperationRecorder;
  /**
   * Runs after an operation has succeeded, while it still holds the lock.
   * @param warn adds a warning to the log of the operation
   */
  readonly onSucceeded: (id: string, kind: OperationKind, warn: (text: string) => void) => Promise<void>;
}

/** Runs an operation, undoes it where it fails, and releases its lock. @returns the thrown error, or null */
export async function executeOperation(
  deps: ExecuteDeps,
  running: Omit<Running, 'ended'>,
  lock: InstanceLock,
  body: (op: OperationContext) => Promise<OperationResult>,
): Promise<unknown> {
  const { home, bus, undoHandlers, log, recorder, onSucceeded } = deps;
  const { draft, abort } = running;
  const journal = openJournal(home, { id: draft.id, instance: draft.instance, operation: draft.kind }, undoHandlers);
  const publish = throttled(PUBLISH_EVERY_MS, () => void lock.publish(copyOf(draft)).catch(() => undefined));
  const changed = () => {
    for (const listener of running.listeners) listener();
    publish.schedule();
  };
  const onReleased: (() => Promise<void>)[] = [];
  let thrown: unknown = null;
  let isRecorded = false;
  const record = async () => {
    publish.stop();
    draft.cancellable = false;
    draft.waiting = null;
    draft.finishedAt = new Date().toISOString();
    await recorder.ended(copyOf(draft));
    isRecorded = true;
  };
  try {
    draft.result = await body(operationContext(running, journal, changed, (task) => onReleased.push(task)));
    draft.state = 'succeeded';
    draft.fraction = 1;
    // A process that dies before this is undone. One that dies after it leaves a journal that says nothing more.
    await record();
    await journal
      .close()
      .catch((error: unknown) => log.error(`the journal of the ${draft.kind} could not be deleted`, error));
    const warn = (text: string) => {
      addToLog(draft, 'warning', text);
      changed();
    };
    await onSucceeded(draft.instance, draft.kind, warn).catch((error: unknown) =>
      log.error(`the work after the ${draft.kind} of ${draft.instance} failed`, error),
    );
  } catch (error) {
    // After the commit point the server finishes the work by itself, so the failure must not claim an undo.
    const isCancelled = !running.committed || isAbort(error, abort.signal);
    draft.cancellable = false;
    const outcome = await undoFailed(journal, undoHandlers, undoStep(draft, changed)).catch((undoFailure: unknown) => {
      log.error(`${draft.kind} of ${draft.instance} could not be undone; the next start tries again`, undoFailure);
      return 'failed' as const;
    });
    endUndoStep(draft, outcome);
    thrown =
      abort.signal.aborted && isCancelled && !isAppError(error, 'TIMED_OUT')
        ? cancellation(error, abort.signal)
        : asNotRunning(asSystemFailure(error, home), draft.instance, outcome);
    draft.error = asFailure(thrown);
    if (draft.error.code === 'INTERNAL') log.error(`${draft.kind} of ${draft.instance} failed`, error);
    draft.state = draft.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
  } finally {
    // Before the release, so that a client that sees the change finds either the running operation or its result.
    if (!isRecorded) await record();
    await lock.release();
    for (const task of onReleased)
      await task().catch((error: unknown) => log.error('a task after the release failed', error));
    for (const listener of running.listeners) listener();
    bus.emit({ noun: 'operations', id: draft.id });
    bus.emit({ noun: 'instances', id: draft.instance });
  }
  return thrown;
}

/** The error of a cancelled operation: its own only if it says what stays. */
function cancellation(error: unknown, { reason }: AbortSignal): unknown {
  return isAppError(error, 'CANCELLED') && error.data.kept !== undefined ? error : reason;
}

async function undoFailed(journal: Journal, handlers: UndoHandlers, progress: UndoProgress): Promise<FailedOutcome> {
  const entries = journal.entries();
  if (entries.length === 0) {
    await journal.close();
    return 'nothing';
  }
  const outcome = await undoAll(entries, handlers, progress);
  if (outcome !== 'later') await journal.close();
  return outcome;
}

/** Shows an undo that takes long as the last step of its operation. */
function undoStep(draft: Draft, changed: () => void): UndoProgress {
  return (fraction, detail) => {
    const others = draft.steps.filter(({ id }) => id !== 'undo-changes');
    draft.steps = [...others, { id: 'undo-changes', subject: null, state: 'running', detail }];
    draft.fraction = fraction;
    changed();
  };
}

function endUndoStep(draft: Draft, outcome: FailedOutcome): void {
  const state = outcome === 'failed' ? 'failed' : 'done';
  draft.steps = draft.steps.map((step) => (step.id === 'undo-changes' ? { ...step, state } : step));
}

/** Streams and timers throw an AbortError instead of the signal's reason. */
function isAbort(error: unknown, { reason }: AbortSignal): boolean {
  return error === reason || (error instanceof Error && error.name === 'AbortError');
}

/** Calls at most once per interval, and never drops the last call before `stop`. */
function throttled(everyMs: number, call: () => void): { schedule(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    schedule() {
      timer ??= setTimeout(() => {
        timer = null;
        call();
      }, everyMs);
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
