import type { OtherClients, StopPreview } from '../../../../shared/contract/instance.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { liveStatuses } from '../../../client/live.ts';
import { type RunStop, type StopVerb, stopAsked } from './stop-dialog-state.ts';

/**
 * Stops or restarts immediately if no other clients are connected and no keys would be lost. Otherwise asks for
 * confirmation with both numbers.
 */
export async function confirmStop(verb: StopVerb, ids: readonly string[], run: RunStop): Promise<void> {
  const [counts, previews] = await Promise.all([Promise.all(ids.map(countOf)), Promise.all(ids.map(lossOf))]);
  const clients = counts.filter(({ count }) => count !== 0);
  const losses = previews.filter((preview) => preview !== null).filter(({ losesKeys }) => losesKeys);
  if (clients.length === 0 && losses.length === 0) await run(new Set());
  else stopAsked.set({ verb, ids, clients, losses, failure: null, run });
}

/** Whether a stop failed because Redis cannot save its data where the next start loads it from. */
export function couldNotSave(error: unknown): boolean {
  return reasonOf(error).code === 'SAVE_FAILED';
}

/** Asks whether to stop instances without saving, after their saves failed. */
export async function confirmStopAnyway(
  verb: StopVerb,
  failed: readonly { readonly id: string; readonly error: unknown }[],
  run: RunStop,
): Promise<void> {
  const previews = await Promise.all(failed.map(({ id }) => lossOf(id)));
  const losses = previews.filter((preview) => preview !== null);
  const failure = failed.map(({ error }) => reasonOf(error).message).join('\n');
  stopAsked.set({ verb, ids: failed.map(({ id }) => id), clients: [], losses, failure, run });
}

/** An unresponsive server counts as having no clients. */
async function countOf(id: string): Promise<OtherClients> {
  const isResponsive = liveStatuses().find((status) => status.id === id)?.uptimeSeconds != null;
  const found = await api.instances.otherClients({ id }).catch(() => ({ id, count: null }));
  return found.count === null && !isResponsive ? { id, count: 0 } : found;
}

/** Null if the preview fails; the core still refuses to lose keys. */
async function lossOf(id: string): Promise<StopPreview | null> {
  return api.instances.stopPreview({ id }).catch(() => null);
}
