import { AppError, type Failure, isAppError } from '../../../../shared/contract/errors.ts';
import type { OperationStep } from '../../../../shared/contract/operation-step.ts';
import { isRefusal, LinkError } from '../../redis/connection/link-failure.ts';
import type { Journal } from '../journal/journal.ts';
import type { UndoOutcome } from '../undo/undo.ts';
import type { OperationContext, PlannedStep } from './operation-context.ts';
import type { Draft, Running } from './running.ts';

const MAX_LOG_LINES = 500;

/** Adds a line to the log of an operation. */
export function addToLog(draft: Draft, level: 'info' | 'warning', text: string): void {
  draft.log = [...draft.log, { at: new Date().toISOString(), text, level }].slice(-MAX_LOG_LINES);
}

/** The context for the body of an operation. Calls `changed` after every change of the document. */
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
  const addLine = (level: 'info' | 'warning', text: string) => {
    addToLog(draft, level, text);
    changed();
  };
  return {
    signal,
    async step(step, body) {
      stopIfCancelled();
      const next = pendingStep(step);
      const planned = draft.steps.find(
        ({ id, subject, state }) => id === next.id && subject === next.subject && state === 'pending',
      );
      const started = planned ?? next;
      draft.steps = withStarted(draft.steps, started);
      current = replace(started, { state: 'running' });
      draft.fraction = overallFraction(draft.steps, 0);
      try {
        const result = await body();
        stopIfCancelled();
        current = replace(current, { state: 'done' });
        draft.fraction = overallFraction(draft.steps, 0);
        changed();
        return result;
      } catch (error) {
        replace(current, { state: 'failed' });
        throw error;
      }
    },
    progress(fraction, detail) {
      if (current) current = replace(current, { detail });
      draft.fraction = overallFraction(draft.steps, fraction ?? 0);
      changed();
    },
    log: (text) => addLine('info', text),
    warn: (text) => addLine('warning', text),
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

/** A step that has not started. */
export function pendingStep(step: PlannedStep): OperationStep {
  const named = typeof step === 'string' ? { id: step, subject: null } : step;
  return { ...named, state: 'pending', detail: null };
}

/** Moves the started step before the pending ones, since views number the steps in the order of their start. */
function withStarted(steps: readonly OperationStep[], next: OperationStep): OperationStep[] {
  const others = steps.filter((step) => step !== next);
  const pending = others.findIndex((step) => step.state === 'pending');
  const at = pending === -1 ? others.length : pending;
  return [...others.slice(0, at), next, ...others.slice(at)];
}

/** The finished share of all steps, plus the fraction of the current step. */
function overallFraction(steps: readonly OperationStep[], fraction: number): number | null {
  if (steps.length === 0) return null;
  const done = steps.filter((step) => step.state === 'done').length;
  return Math.min(1, (done + fraction) / steps.length);
}

/**
 * A failure for the document of an operation: an AppError with its data, otherwise one general sentence, since the
 * message of a bug may hold secrets. The bug itself goes to the log.
 */
export function asFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message, data: error.data };
  return { code: 'INTERNAL', message: 'Something went wrong inside the app; its log has the details.' };
}

/** What became of the changes of a failed operation; `failed`: they could not be undone yet. */
export type FailedOutcome = UndoOutcome | 'failed' | 'nothing';

const ends: Readonly<Record<FailedOutcome, string>> = {
  undone: ' The operation was undone.',
  later: ' The operation will be undone when the instance runs again.',
  failed: ' The operation will be undone when the instance runs again.',
  completed: '',
  nothing: '',
};

const engineEnds: typeof ends = {
  ...ends,
  later: ' The operation will be undone when the engine answers again.',
  failed: ' The operation will be undone when the engine answers again.',
};

/** Turns the loss of a connection during an operation into a typed failure, since it is not a bug of the app. */
export function asNotRunning(error: unknown, operated: string, outcome: FailedOutcome): unknown {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) {
    const message = `${error.message}${engineEnds[outcome]}`;
    return new AppError('ENGINE_UNREACHABLE', message, error.data, { cause: error });
  }
  if (!(error instanceof LinkError)) return error;
  const end = ends[outcome];
  const instance = error.instance ?? operated;
  if (isRefusal(error)) {
    const message = `${instance} is running but refuses this app: ${error.message}${end}`;
    return new AppError('NOT_RUNNING', message, { id: instance, state: 'unhealthy' }, { cause: error });
  }
  const message = `${instance} stopped responding: ${error.message}${end} Check its log, and try again when it responds.`;
  return new AppError('NOT_RUNNING', message, { id: instance, state: 'unhealthy' }, { cause: error });
}
