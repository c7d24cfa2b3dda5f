import { randomUUID } from 'node:crypto';
import { errorData } from '../../../../shared/contract/error-data.ts';
import { AppError, type ErrorCode, type Failure } from '../../../../shared/contract/errors.ts';
import type { OperationKind } from '../../../../shared/contract/operation.ts';
import type { Operation, OperationOf, OperationResult, Succeeded } from '../../../../shared/contract/operations.ts';
import type { ClientKind } from '../../../../shared/contract/values.ts';
import { asHomeFailure } from '../../platform/files/file-errors.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { type EngineLeases, withLease } from '../locks/engine-lease.ts';
import { heldOperations, takeInstanceLock } from '../locks/instance-lock.ts';
import type { OperationContext, PlannedStep } from './operation-context.ts';
import type { Operations } from './operations.ts';
import { undoEarlier } from './recover.ts';
import { pendingStep } from './run-body.ts';
import { type ExecuteDeps, executeOperation } from './run-operation.ts';
import { copyOf, type Draft, newDraft, type Running } from './running.ts';
import { watchOperation } from './watch-operation.ts';

/** Ended operations that clients can still read. */
const MAX_ENDED = 100;

export interface OperationPlan<Kind extends OperationKind = OperationKind> {
  readonly kind: Kind;
  readonly instance: string;
  readonly title: string;
  /** The steps that are known in advance, so that a view can show the pending ones. */
  readonly steps: readonly PlannedStep[];
  /** After this time the operation fails and is undone; omitted: no limit. */
  readonly timeoutMs?: number | undefined;
  /** True by default. False if a cancel would leave neither the old state nor the new one. */
  readonly cancellable?: boolean;
}

/** Services run long work with it; clients see only `Operations`. */
export interface OperationRunner extends Operations {
  /**
   * Locks the instance and starts. The return value of the body becomes the operation's result. When the body throws or
   * is cancelled, every entry in `op.undo` is undone.
   * @throws AppError BUSY; CANCELLED once `close` was called
   */
  begin<Kind extends OperationKind>(
    plan: OperationPlan<Kind>,
    body: (op: OperationContext) => Promise<OperationResult<Kind>>,
  ): Promise<OperationOf<Kind>>;
  /** Cancels the running operations and waits until they are undone. No other begins from then on. */
  close(): Promise<void>;
}

export function createOperations(
  options: ExecuteDeps & { readonly client: ClientKind; readonly leases?: EngineLeases },
): OperationRunner {
  const { home, client, bus } = options;
  const operations = new Map<string, Running>();
  /** Those that still wait for their lock. */
  const beginning = new Set<Promise<void>>();
  let isClosed = false;

  const find = (id: string): Running => {
    const running = operations.get(id);
    if (!running) {
      throw new AppError('NOT_FOUND', `Operation ${id} not found in this process.`, { what: 'operation', id });
    }
    return running;
  };

  /** A client that sees the end of an operation may begin the next one before the first has released its lock. */
  const releasing = async (instance: string) => {
    const ending = [...operations.values()].filter(
      ({ draft }) => draft.instance === instance && draft.state !== 'running',
    );
    await Promise.all(ending.map(({ ended }) => ended));
  };

  const forgetOldest = () => {
    const ended = [...operations.values()].filter((running) => running.draft.state !== 'running');
    for (const running of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) operations.delete(running.draft.id);
  };

  const refuseWhenClosed = ({ title }: OperationPlan) => {
    if (isClosed) throw new AppError('CANCELLED', `${title} was not started because the app was closed.`, {});
  };

  /** @returns the lock of the instance, once nothing is left of earlier operations */
  const lockFor = async (plan: OperationPlan, draft: Draft) => {
    refuseWhenClosed(plan);
    await releasing(plan.instance);
    const ownLock = await takeInstanceLock(home, copyOf(draft)).catch(async (error: unknown) => {
      // A full disk allows folders but no files in them.
      await pruneEmptyFolders(home);
      throw asHomeFailure(error, home);
    });
    const lock = await withLease(ownLock, options.leases, plan.instance);
    try {
      await undoEarlier(options, plan.instance);
      refuseWhenClosed(plan);
      return lock;
    } catch (error) {
      await lock.release();
      throw asHomeFailure(error, home);
    }
  };

  async function begin<Kind extends OperationKind>(
    plan: OperationPlan<Kind>,
    body: (op: OperationContext) => Promise<OperationResult<Kind>>,
  ): Promise<OperationOf<Kind>> {
    const { kind, instance, title, cancellable = true } = plan;
    const steps = plan.steps.map(pendingStep);
    const draft = newDraft({ id: randomUUID(), kind, instance, title, face: client, steps, cancellable });
    const lock = await lockFor(plan, draft);
    const abort = new AbortController();
    const timer = plan.timeoutMs === undefined ? null : setTimeout(() => abort.abort(timedOut(plan)), plan.timeoutMs);
    const running = { draft, abort, listeners: new Set<() => void>(), endWait: null, committed: false };
    const ended = executeOperation(options, running, lock, body).finally(() => {
      if (timer) clearTimeout(timer);
      forgetOldest();
    });
    operations.set(draft.id, Object.assign(running, { ended }));
    bus.emit({ noun: 'operations', id: draft.id });
    return copyOf(draft) as OperationOf<Kind>;
  }

  return {
    begin(plan, body) {
      const begun = begin(plan, body);
      const settled = begun.then(ignore, ignore).finally(() => beginning.delete(settled));
      beginning.add(settled);
      return begun;
    },

    async list() {
      const own = [...operations.values()].map(({ draft }) => copyOf(draft));
      const foreign = (await heldOperations(home))
        .filter((held) => !operations.has(held.id))
        .map((held) => ({ ...held, cancellable: false, waiting: null }));
      return [...own, ...foreign].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    },

    get: (id) => copyOf(find(id).draft),

    cancel(id) {
      const { draft, abort } = find(id);
      if (draft.state === 'running' && draft.cancellable) {
        draft.cancellable = false;
        abort.abort(new AppError('CANCELLED', `${draft.title} was cancelled and undone.`, {}));
      }
      return copyOf(draft);
    },

    stopWaiting(id) {
      const { draft, endWait } = find(id);
      if (draft.waiting && endWait) endWait();
      return copyOf(draft);
    },

    async *watch(id, signal) {
      yield* watchOperation(find(id), signal);
    },

    async settled<Begun extends Operation>(begun: string | Begun) {
      const { draft, ended } = find(typeof begun === 'string' ? begun : begun.id);
      const thrown = await ended;
      if (draft.error) throw thrown instanceof AppError ? thrown : asError(draft.error);
      return copyOf(draft) as Succeeded<Begun>;
    },

    async close() {
      isClosed = true;
      await Promise.all(beginning);
      const running = [...operations.values()].filter(({ draft }) => draft.state === 'running');
      for (const { abort, draft } of running) {
        abort.abort(new AppError('CANCELLED', `${draft.title} was cancelled because the app was closed.`, {}));
      }
      // Includes operations that have just failed and may still hold their lock.
      await Promise.all([...operations.values()].map(({ ended }) => ended));
    },
  };
}

function ignore(): void {}

function timedOut(plan: OperationPlan): AppError<'TIMED_OUT'> {
  const seconds = (plan.timeoutMs ?? 0) / 1000;
  return new AppError('TIMED_OUT', `${plan.title} took longer than ${seconds} s and was undone.`, { seconds });
}

/** Turns the document of a failure back into an error. */
function asError(failure: Failure): Error {
  if (failure.code in errorData) return new AppError(failure.code as ErrorCode, failure.message, failure.data as never);
  return new Error(failure.message);
}
