import { useQuery } from '@tanstack/react-query';
import type { ActivityEvent, ActivityKind } from '../../../shared/contract/activity.ts';
import { orpc } from '../../client/api.ts';
import { go } from '../../lib/navigate.ts';
import { useNow } from '../../lib/now.ts';
import { undoLast, undoRemoveBackup } from '../backups/dialogs/do-backup.ts';
import { planRevert } from '../settings/plan/plan-revert.ts';
import { bringBack } from '../tenants/destroy/destroy.ts';

/** How what happened is taken back. */
interface WayBack {
  /** `Undo`; with `…` where it is looked at before it is done. */
  readonly label: string;
  /** What it does, for those who hear only the button. */
  readonly about: string;
  readonly run: () => void;
}

/** How long a backup that was deleted in a view is kept, ms. */
const DELETED_KEPT_MS = 10 * 60_000;

const undoneBySafetyBackup: ReadonlySet<ActivityKind> = new Set(['restore', 'flush', 'undo']);

/** The way back from an event, the same as where it was done, for as long as there is one; else null. */
export function useWayBack(event: ActivityEvent): WayBack | null {
  const { kind, outcome, face, backup, at } = event;
  const id = event.instance ?? '';
  const done = outcome === 'succeeded' && event.instance !== null;
  const isDeletion = done && kind === 'delete-backup' && backup !== null && face !== 'terminal';
  const recent = useNow() - Date.parse(at) < DELETED_KEPT_MS;
  // Each is checked again: another client may have undone it.
  const options = { staleTime: 0, meta: { doing: 'Look what can be undone' } };
  const input = { instance: id };
  const { data: undoable } = useQuery(
    orpc.backups.undoable.queryOptions({ ...options, input, enabled: done && undoneBySafetyBackup.has(kind) }),
  );
  const { data: destroyed } = useQuery(
    orpc.tenants.destroyed.queryOptions({ ...options, enabled: done && kind === 'destroy-client' }),
  );
  const { data: history } = useQuery(
    orpc.settings.history.queryOptions({ ...options, input: { id }, enabled: done && kind === 'config' }),
  );
  const { data: backups } = useQuery(
    orpc.backups.list.queryOptions({ ...options, input: {}, enabled: isDeletion && recent }),
  );

  if (undoable && undoable.what === kind && isWithin(undoable.at, event)) {
    return { label: 'Undo', about: `bring back what ${id} held before`, run: () => void undoLast(id) };
  }
  const gone = destroyed?.find((one) => one.id === id && isWithin(one.destroyedAt, event));
  if (gone) return { label: 'Undo', about: `bring ${id} back`, run: () => void bringBack(gone.safetyBackup) };
  const change = history?.find((entry) => entry.revertible && isWithin(entry.at, event));
  if (change) {
    const plan = () => {
      planRevert(change);
      go(`/settings/${id}`);
    };
    return { label: 'Undo…', about: `plan the way back to the settings before`, run: plan };
  }
  if (isDeletion && recent && backups?.every(({ instance, name }) => instance !== id || name !== backup)) {
    return {
      label: 'Undo',
      about: `bring ${backup} back`,
      run: () => void undoRemoveBackup({ instance: id, name: backup }),
    };
  }
  return null;
}

/** What an operation did is noted while it runs, and of one instance one runs at a time. */
function isWithin(time: string, { at, finishedAt }: ActivityEvent): boolean {
  const moment = Date.parse(time);
  return moment >= Date.parse(at) && moment <= Date.parse(finishedAt ?? at);
}
