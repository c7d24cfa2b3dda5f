import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { operationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { ClientKind } from '../../../../shared/contract/values.ts';
import type { OperationRecorder } from '../../operations/run/operation-recorder.ts';
import type { ActivityRecorder } from './activity.ts';
import { operationDetail } from './operation-detail.ts';

function operationEvent(operation: Operation): ActivityEvent {
  const { id, kind, instance, title, face, startedAt, finishedAt, state, error } = operation;
  const common = { id, kind, instance, title, face, at: startedAt, finishedAt };
  if (state === 'succeeded') {
    const { text, backup } = operationDetail(operation);
    const warnings = operation.log.flatMap((line) => (line.level === 'warning' ? [line.text] : []));
    const detail = [text, ...warnings].filter(Boolean).join('. ') || null;
    return { ...common, detail, backup, outcome: 'succeeded', level: warnings.length === 0 ? 'info' : 'warn' };
  }
  const cancelled = state === 'cancelled';
  return {
    ...common,
    detail: error?.message ?? null,
    backup: null,
    outcome: cancelled ? 'cancelled' : 'failed',
    level: cancelled ? 'warn' : 'fail',
  };
}

/** For an operation whose process was killed; recorded by the client that recovered it. */
function interruptedEvent(
  journal: { readonly instance: string; readonly operation: string; readonly notedAt: Date },
  recoveredBy: ClientKind,
  outcome: 'undone' | 'completed',
): ActivityEvent {
  const completed = outcome === 'completed';
  return {
    id: randomUUID(),
    kind: operationKind.catch('repair').parse(journal.operation),
    instance: journal.instance,
    title: completed
      ? `Interrupted ${journal.operation} of ${journal.instance} completed`
      : `Interrupted ${journal.operation} of ${journal.instance} rolled back`,
    detail: completed
      ? completionDetail(journal.operation)
      : 'The app or its machine stopped before it finished. The previous state is restored.',
    backup: null,
    face: recoveredBy,
    at: journal.notedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    outcome: completed ? 'succeeded' : 'failed',
    level: completed ? 'warn' : 'fail',
  };
}

function completionDetail(operation: string): string {
  return operation === 'change-keys' || operation === 'restore-keys'
    ? 'The app quit or crashed before it finished, and the server had stopped when the app started again. The keys it had changed stay changed; Undo brings their former values back.'
    : 'The app quit or crashed after the keys were deleted. Undo restores them from the safety backup.';
}

/**
 * How many of an instance's events are searched for that of an operation: its process died right after recording it.
 */
const SEARCHED_EVENTS = 200;

export function recordOperations(activity: Pick<ActivityRecorder, 'record' | 'list'>): OperationRecorder {
  return {
    ended: (operation) => activity.record(operationEvent(operation)),
    async hasSucceeded({ id, instance }) {
      const { items } = await activity.list({ instances: [instance], limit: SEARCHED_EVENTS });
      return items.some((event) => event.id === id && event.outcome === 'succeeded');
    },
    cutOff: (journal, recoveredBy, outcome) => activity.record(interruptedEvent(journal, recoveredBy, outcome)),
  };
}
