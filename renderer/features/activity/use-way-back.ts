import { useQuery } from '@tanstack/react-query';
import type { ActivityEvent, ActivityKind } from '../../../shared/contract/activity.ts';
import { orpc } from '../../client/api.ts';
import { counted } from '../../lib/counted.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useNow } from '../../lib/now.ts';
import { undoLast, undoRemoveBackup } from '../backups/actions/do-backup.ts';
import { planRevert } from '../settings/plan/plan-revert.ts';
import { bringBack } from '../tenants/destroy/destroy.ts';
import { undoKeys } from './undo-keys.ts';
import * as activityWords from './words.ts';

/** A way to undo an event. */
interface WayBack {
  /** `Undo`; with `…` if a preview follows. */
  readonly label: string;
  /** The effect, for the accessible name of the button. */
  readonly about: string;
  readonly run: () => void;
}

/** How long a deleted backup can be recovered. */
const DELETED_KEPT_MS = 10 * 60_000;

const undoneBySafetyBackup: ReadonlySet<ActivityKind> = new Set(['restore', 'flush', 'undo']);

/** The undo action of an event, as the event's own view offers it; null if there is none. */
export function useWayBack(event: ActivityEvent): WayBack | null {
  const { kind, outcome, face, backup, at } = event;
  const id = event.instance ?? '';
  const done = outcome === 'succeeded' && event.instance !== null;
  const isDeletion = done && kind === 'delete-backup' && backup !== null && face !== 'terminal';
  const recent = useNow() - Date.parse(at) < DELETED_KEPT_MS;
  // Each is checked again: another client may have undone it.
  const options = { staleTime: 0, meta: { doing: activityWords.checkWhatCanBeUndone } };
  const input = { instance: id };
  const { data: undoable } = useQuery(
    orpc.backups.undoable.queryOptions({ ...options, input, enabled: done && undoneBySafetyBackup.has(kind) }),
  );
  const { data: destroyed } = useQuery(
    orpc.tenants.destroyed.queryOptions({ ...options, enabled: done && kind === 'destroy-client' }),
  );
  const { data: history } = useQuery(
    orpc.settings.history.queryOptions({
      ...options,
      input: { id },
      enabled: done && (kind === 'config' || kind === 'modules' || kind === 'tls'),
    }),
  );
  const { data: backups } = useQuery(
    orpc.backups.list.queryOptions({ ...options, input: {}, enabled: isDeletion && recent }),
  );
  const { data: packs } = useQuery(
    orpc.keyspace.undoPacks.queryOptions({
      ...options,
      input: { instance: id },
      enabled: event.instance !== null && (kind === 'change-keys' || kind === 'restore-keys'),
    }),
  );

  const pack = packs?.find((one) => isWithin(one.at, event));
  if (pack) {
    const done = activityWords.undoneChangeOfKeysOfInstance(id);
    const run = () => void undoKeys({ instance: id, undoPack: pack.undoPack, done });
    return {
      label: activityWords.undo,
      about: activityWords.bringBackCountedOfId(counted(pack.changed, 'key'), id),
      run,
    };
  }
  if (undoable && undoable.what === kind && isWithin(undoable.at, event)) {
    return {
      label: activityWords.undo,
      about: activityWords.restoreThePreviousDataOfId(id),
      run: () => void undoLast(id),
    };
  }
  const gone = destroyed?.find((one) => one.id === id && isWithin(one.destroyedAt, event));
  if (gone)
    return {
      label: activityWords.undo,
      about: activityWords.restoreId(id),
      run: () => void bringBack(gone.safetyBackup),
    };
  const change = history?.find((entry) => entry.revertible && isWithin(entry.at, event));
  if (change) {
    const plan = () => {
      planRevert(change);
      navigateTo(`/settings/${id}`);
    };
    return { label: activityWords.undo2, about: activityWords.reviewRevertingToThePrevious, run: plan };
  }
  if (isDeletion && recent && backups?.every(({ instance, name }) => instance !== id || name !== backup)) {
    return {
      label: activityWords.undo,
      about: activityWords.recoverBackup(backup),
      run: () => void undoRemoveBackup({ instance: id, name: backup }),
    };
  }
  return null;
}

/** Whether a time is within the operation. Operations on one instance never overlap. */
function isWithin(time: string, { at, finishedAt }: ActivityEvent): boolean {
  const moment = Date.parse(time);
  return moment >= Date.parse(at) && moment <= Date.parse(finishedAt ?? at);
}
