import type { OtherClients, StopPreview } from '../../../../shared/contract/instance.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { liveStatuses } from '../../../client/live.ts';
import { type RunStop, type StopVerb, stopAsked } from './stop-dialog-state.ts';

/**
 * Stops or restarts at once where nobody else is connected and no key is lost; else asks first, with the number of
 * clients and what is lost.
 */
export async function confirmStop(verb: StopVerb, ids: readonly string[], run: RunStop): Promise<void> {
  const [counts, previews] = await Promise.all([Promise.all(ids.map(countOf)), Promise.all(ids.map(lossOf))]);
  const clients = counts.filter(({ count }) => count !== 0);
  const losses = previews.filter((preview) => preview !== null).filter(({ losesKeys }) => losesKeys);
  if (clients.length === 0 && losses.length === 0) await run(new Set());
  else stopAsked.set({ verb, ids, clients, losses, failure: null, run });
}

/** Whether an instance was not ended because its data cannot be saved where the next start reads it. */
export function couldNotSave(error: unknown): boolean {
  return reasonOf(error).code === 'SAVE_FAILED';
}

/** Asks whether an instance is ended all the same whose data could not be saved. */
export async function confirmStopAnyway(verb: StopVerb, id: string, error: unknown, run: RunStop): Promise<void> {
  const preview = await lossOf(id);
  const losses = preview === null ? [] : [preview];
  stopAsked.set({ verb, ids: [id], clients: [], losses, failure: reasonOf(error).message, run });
}

/** One that does not answer has nobody who would notice. */
async function countOf(id: string): Promise<OtherClients> {
  const answers = liveStatuses().find((status) => status.id === id)?.uptimeSeconds != null;
  const found = await api.instances.otherClients({ id }).catch(() => ({ id, count: null }));
  return found.count === null && !answers ? { id, count: 0 } : found;
}

/** Where this cannot be asked, the core still refuses to lose keys. */
async function lossOf(id: string): Promise<StopPreview | null> {
  return api.instances.stopPreview({ id }).catch(() => null);
}
