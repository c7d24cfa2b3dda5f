import { randomUUID } from 'node:crypto';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { operationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import type { Face } from '../../../../shared/contract/values.ts';
import type { OperationRecorder } from '../../operations/run/operation-recorder.ts';
import type { ActivityRecorder } from './activity.ts';
import { operationDetail } from './operation-detail.ts';

/** An operation that has ended, as what the log keeps of it. */
function operationEvent(operation: Operation): ActivityEvent {
  const { id, kind, instance, title, face, startedAt, finishedAt, state, error } = operation;
  const common = { id, kind, instance, title, face, at: startedAt, finishedAt };
  if (state === 'succeeded') {
    const { text, backup } = operationDetail(operation);
    return { ...common, detail: text, backup, outcome: 'succeeded', level: 'info' };
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

/** One whose process was killed, noted by whoever undid it. */
function cutOffEvent(
  journal: { readonly instance: string; readonly operation: string; readonly notedAt: Date },
  undoneBy: Face,
  outcome: 'undone' | 'completed',
): ActivityEvent {
  const completed = outcome === 'completed';
  return {
    id: randomUUID(),
    kind: operationKind.catch('repair').parse(journal.operation),
    instance: journal.instance,
    title: completed
      ? `Complete the ${journal.operation} of ${journal.instance} that was cut off`
      : `Undo the ${journal.operation} of ${journal.instance} that was cut off`,
    detail: completed
      ? 'The program that did it was ended in the middle, after the keys were removed. An undo brings them back from the safety backup.'
      : 'The program that did it was ended in the middle. What was there before it is back.',
    backup: null,
    face: undoneBy,
    at: journal.notedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    outcome: completed ? 'succeeded' : 'failed',
    level: completed ? 'warn' : 'fail',
  };
}

/** Records operations in the activity log. */
export function recordOperations(activity: Pick<ActivityRecorder, 'record'>): OperationRecorder {
  return {
    ended: (operation) => activity.record(operationEvent(operation)),
    cutOff: (journal, undoneBy, outcome) => activity.record(cutOffEvent(journal, undoneBy, outcome)),
  };
}
