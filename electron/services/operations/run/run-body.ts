import { AppError, type Failure } from '../../../../shared/contract/errors.ts';
import type { OperationStep } from '../../../../shared/contract/operation.ts';
import { isRefusal, LinkError } from '../../redis/connection/link-failure.ts';
import type { Journal } from '../journal/journal.ts';
import type { OperationContext } from './operation-context.ts';
import type { Running } from './running.ts';

/** The most lines of log an operation keeps; older ones go first. */
const LOG_LINES = 500;

/** The context handed to an operation's body; every change of the document is told to `changed`. */
export function operationContext(
  running: Pick<Running, 'draft' | 'abort' | 'endWait' | 'committed'>,
  journal: Journal,
  changed: () => void,
  onReleased: (body: () => Promise<void>) => void,
): OperationContext {
  const { draft, abort } = running;
  const { signal } = abort;
  let cancellable = draft.cancellable;
  const stopIfCancelled = () => {
    if (!running.committed) signal.throwIfAborted();
  };
  let current: OperationStep | null = null;
  const replace = (step: OperationStep, change: Partial<OperationStep>) => {
    const next = { ...step, ...change };
    draft.steps = draft.steps.map((other) => (other === step ? next : other));
    changed();
    return next;
  };
  return {
    signal,
    async step(title, body) {
      stopIfCancelled();
      const announced = draft.steps.find((step) => step.title === title && step.state === 'pending');
      const fresh: OperationStep = announced ?? { title, state: 'pending', detail: null };
      draft.steps = withNext(draft.steps, fresh);
      current = replace(fresh, { state: 'running' });
      draft.fraction = overall(draft.steps, 0);
      try {
        const result = await body();
        stopIfCancelled();
        current = replace(current, { state: 'done' });
        draft.fraction = overall(draft.steps, 0);
        changed();
        return result;
      } catch (error) {
        replace(current, { state: 'failed' });
        throw error;
      }
    },
    progress(fraction, detail) {
      if (current) current = replace(current, { detail });
      draft.fraction = overall(draft.steps, fraction ?? 0);
      changed();
    },
    log(text) {
      draft.log = [...draft.log, { at: new Date().toISOString(), text }].slice(-LOG_LINES);
      changed();
    },
    reportStalled(wait) {
      draft.waiting = wait?.about ?? null;
      draft.cancellable = (cancellable || wait !== null) && !signal.aborted;
      running.endWait = wait?.kill ?? null;
      changed();
    },
    commitPoint() {
      stopIfCancelled();
      running.committed = true;
      cancellable = false;
      draft.cancellable = false;
      changed();
    },
    onReleased,
    undo: { add: (...entries) => journal.add(entries), drop: (...entries) => journal.drop(entries) },
  };
}

/** The step that begins stands behind those that have begun: steps are numbered in the order in which they happen. */
function withNext(steps: readonly OperationStep[], next: OperationStep): OperationStep[] {
  const others = steps.filter((step) => step !== next);
  const pending = others.findIndex((step) => step.state === 'pending');
  const at = pending === -1 ? others.length : pending;
  return [...others.slice(0, at), next, ...others.slice(at)];
}

/** Steps done of all, with the part of the current one. */
function overall(steps: readonly OperationStep[], part: number): number | null {
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.state === 'done').length;
  return Math.min(1, (done + part) / steps.length);
}

/**
 * What an operation's failure is, for its document: an expected one with its data, else one sentence that gives
 * nothing away. The bug itself goes to the log.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message, data: error.data };
  return { code: 'INTERNAL', message: 'Something went wrong inside the app; its log has the details.' };
}

/** A server that stopped answering in the middle of the work is no bug of ours: what became of that is said. */
export function withoutAnswer(error: unknown, instance: string): unknown {
  if (!(error instanceof LinkError)) return error;
  if (isRefusal(error)) {
    const message = `${instance} runs and refuses this app: ${error.message} What was begun is undone.`;
    return new AppError('NOT_RUNNING', message, { id: instance, state: 'unhealthy' }, { cause: error });
  }
  const message = `${instance} stopped answering: ${error.message} What was begun is undone. See its log, and try again when it answers.`;
  return new AppError('NOT_RUNNING', message, { id: instance, state: 'unhealthy' }, { cause: error });
}
