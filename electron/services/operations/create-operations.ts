import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode, errorData, type Failure } from '../../../shared/contract/errors.ts';
import type { Operation, OperationKind } from '../../../shared/contract/operation.ts';
import type { Face } from '../../../shared/contract/values.ts';
import type { ActivityRecorder } from '../activity/activity.ts';
import { operationEvent } from '../activity/operation-event.ts';
import type { ChangeBus } from '../events/change-bus.ts';
import { asHomeFailure } from '../files/file-errors.ts';
import { pruneEmptyFolders } from '../instances/folders.ts';
import type { Logger } from '../log/logger.ts';
import { heldOperations, type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { openJournal } from './journal.ts';
import type { OperationContext } from './operation-context.ts';
import type { Operations } from './operations.ts';
import { undoEarlier } from './recover.ts';
import { asFailure, type Draft, operationContext } from './run-body.ts';
import { type Undoers, undoAll } from './undo.ts';

/** How many operations that have ended are kept to be looked at. */
const KEPT = 100;
/** How often, at most, a watcher and other faces hear of progress, ms. */
const WATCH_EVERY_MS = 50;
const PUBLISH_EVERY_MS = 500;

export interface OperationPlan {
  readonly kind: OperationKind;
  readonly instance: string;
  readonly title: string;
  /** Titles of the steps that are known beforehand, so that a view can show what is to come. */
  readonly steps: readonly string[];
  /** Gives up after this many ms, undoing what was begun; left out: never. */
  readonly timeoutMs?: number | undefined;
  /** Left out: true. False where stopping half-way would leave neither the old state nor the new. */
  readonly cancellable?: boolean;
}

/** What services use to do long work; faces see only `Operations`. */
export interface OperationRunner extends Operations {
  /**
   * Takes the instance and begins. What the body returns becomes the operation's result; when it throws or is
   * cancelled, everything noted in `op.undo` is taken back.
   * @throws AppError BUSY
   */
  begin(plan: OperationPlan, body: (op: OperationContext) => Promise<unknown>): Promise<Operation>;
  /** Cancels what runs and waits until it is undone. */
  close(): Promise<void>;
}

interface Running {
  readonly draft: Draft;
  readonly abort: AbortController;
  readonly listeners: Set<() => void>;
  /** Settles with the failure itself, so that a caller in this process gets the error that was thrown. */
  readonly ended: Promise<unknown>;
}

export function createOperations(options: {
  readonly home: string;
  readonly face: Face;
  readonly bus: ChangeBus;
  readonly undoers: Undoers;
  readonly log: Logger;
  /** Every operation that has ended is noted there, and nowhere else. */
  readonly activity: Pick<ActivityRecorder, 'record'>;
  /** Called with the instance's id after an operation has succeeded, while it still holds the instance. */
  readonly settle: (id: string) => Promise<void>;
}): OperationRunner {
  const { home, face, bus, undoers, log, activity, settle } = options;
  const known = new Map<string, Running>();

  const find = (id: string): Running => {
    const running = known.get(id);
    if (!running) {
      throw new AppError('NOT_FOUND', `There is no operation ${id} in this program.`, { what: 'operation', id });
    }
    return running;
  };

  const forgetOldest = () => {
    const ended = [...known.values()].filter((running) => running.draft.state !== 'running');
    for (const running of ended.slice(0, Math.max(0, ended.length - KEPT))) known.delete(running.draft.id);
  };

  async function execute(
    running: Pick<Running, 'draft' | 'abort' | 'listeners'>,
    lock: InstanceLock,
    body: (op: OperationContext) => Promise<unknown>,
  ): Promise<unknown> {
    const { draft, abort } = running;
    const journal = openJournal(home, { id: draft.id, instance: draft.instance, operation: draft.kind });
    const publish = throttled(PUBLISH_EVERY_MS, () => void lock.publish({ ...draft }).catch(() => undefined));
    const changed = () => {
      for (const listener of running.listeners) listener();
      publish.soon();
    };
    const afterwards: (() => Promise<void>)[] = [];
    let thrown: unknown = null;
    try {
      draft.result =
        (await body(operationContext(draft, journal, abort.signal, changed, (last) => afterwards.push(last)))) ?? null;
      await journal.close();
      await settle(draft.instance).catch((error: unknown) => log.error(`settling ${draft.instance} failed`, error));
      draft.state = 'succeeded';
      draft.fraction = 1;
    } catch (error) {
      thrown = abort.signal.aborted ? abort.signal.reason : asHomeFailure(error, home);
      draft.cancellable = false;
      draft.error = asFailure(thrown);
      if (draft.error.code === 'INTERNAL') log.error(`${draft.kind} of ${draft.instance} failed`, error);
      try {
        await undoAll(journal.entries(), undoers);
        await journal.close();
      } catch (undoFailure) {
        log.error(`${draft.kind} of ${draft.instance} could not be undone; the next start tries again`, undoFailure);
      }
      draft.state = draft.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
    } finally {
      publish.stop();
      draft.cancellable = false;
      draft.finishedAt = new Date().toISOString();
      // Before the instance is let go of: whoever sees it changed finds an operation at it, or what it came to.
      await activity.record(operationEvent({ ...draft }));
      await lock.release();
      for (const last of afterwards) await last().catch((error: unknown) => log.error('tidying up failed', error));
      for (const listener of running.listeners) listener();
      bus.emit({ noun: 'operations', id: draft.id });
      bus.emit({ noun: 'instances', id: draft.instance });
      forgetOldest();
    }
    return thrown;
  }

  return {
    async begin(plan, body) {
      const draft: Draft = {
        id: randomUUID(),
        kind: plan.kind,
        instance: plan.instance,
        title: plan.title,
        face,
        pid: process.pid,
        state: 'running',
        steps: plan.steps.map((title) => ({ title, state: 'pending', detail: null })),
        fraction: null,
        cancellable: plan.cancellable ?? true,
        startedAt: new Date().toISOString(),
        finishedAt: null,
        error: null,
        log: [],
        result: null,
      };
      const lock = await takeInstanceLock(home, draft).catch(async (error: unknown) => {
        // On a full disk folders can be made, and then nothing in them.
        await pruneEmptyFolders(home);
        throw asHomeFailure(error, home);
      });
      await undoEarlier(home, plan.instance, undoers).catch(async (error: unknown) => {
        await lock.release();
        throw asHomeFailure(error, home);
      });
      const abort = new AbortController();
      const timer = plan.timeoutMs === undefined ? null : setTimeout(() => abort.abort(timedOut(plan)), plan.timeoutMs);
      const listeners = new Set<() => void>();
      const ended = execute({ draft, abort, listeners }, lock, body).finally(() => timer && clearTimeout(timer));
      known.set(draft.id, { draft, abort, listeners, ended });
      bus.emit({ noun: 'operations', id: draft.id });
      return { ...draft };
    },

    async list() {
      const own = [...known.values()].map(({ draft }) => ({ ...draft }));
      const foreign = (await heldOperations(home))
        .filter((held) => !known.has(held.id))
        .map((held) => ({ ...held, cancellable: false }));
      return [...own, ...foreign].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    },

    get: (id) => ({ ...find(id).draft }),

    cancel(id) {
      const { draft, abort } = find(id);
      if (draft.state === 'running' && draft.cancellable) {
        draft.cancellable = false;
        abort.abort(new AppError('CANCELLED', `${draft.title} was cancelled and undone.`, {}));
      }
      return { ...draft };
    },

    async *watch(id, signal) {
      const { draft, listeners } = find(id);
      let wake = () => {};
      let dirty = true;
      const changed = () => {
        dirty = true;
        wake();
      };
      listeners.add(changed);
      signal?.addEventListener('abort', changed);
      try {
        while (!signal?.aborted) {
          if (!dirty) await new Promise<void>((resolve) => (wake = resolve));
          dirty = false;
          const now = { ...draft };
          yield now;
          if (now.state !== 'running') return;
          await pause(WATCH_EVERY_MS, draft, listeners);
        }
      } finally {
        listeners.delete(changed);
        signal?.removeEventListener('abort', changed);
      }
    },

    async settled(id) {
      const { draft, ended } = find(id);
      const thrown = await ended;
      if (draft.error) throw thrown instanceof AppError ? thrown : revive(draft.error);
      return { ...draft };
    },

    async close() {
      const running = [...known.values()].filter(({ draft }) => draft.state === 'running');
      for (const { abort, draft } of running) {
        abort.abort(new AppError('CANCELLED', `${draft.title} was cancelled because the app was closed.`, {}));
      }
      // Those that have just failed as well: they may not have let go of their instance yet.
      await Promise.all([...known.values()].map(({ ended }) => ended));
    },
  };
}

function timedOut(plan: OperationPlan): AppError<'TIMED_OUT'> {
  const seconds = (plan.timeoutMs ?? 0) / 1000;
  return new AppError('TIMED_OUT', `${plan.title} took longer than ${seconds} s and was undone.`, { seconds });
}

/** A failure's document as an error again. */
function revive(failure: Failure): Error {
  if (failure.code in errorData) return new AppError(failure.code as ErrorCode, failure.message, failure.data as never);
  return new Error(failure.message);
}

/** Waits between two looks of a watcher, but not past the operation's end. */
function pause(ms: number, draft: Draft, listeners: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listeners.delete(whenEnded);
      resolve();
    };
    const whenEnded = () => draft.finishedAt !== null && done();
    const timer = setTimeout(done, ms);
    listeners.add(whenEnded);
    whenEnded();
  });
}

/** Calls at most once per interval, the last call never lost until stopped. */
function throttled(everyMs: number, call: () => void): { soon(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    soon() {
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
