import type { OtherClients } from '../../../../shared/contract/instance.ts';
import { api } from '../../../client/api.ts';
import { liveStatuses } from '../../../client/live.ts';
import { type StopVerb, stopAsked } from './stop-dialog-state.ts';

/** Stops or restarts at once where nobody else is connected; else asks first, with the number of clients. */
export async function confirmStop(verb: StopVerb, ids: readonly string[], run: () => unknown): Promise<void> {
  const counts = await Promise.all(ids.map(countOf));
  const clients = counts.filter(({ count }) => count !== 0);
  if (clients.length === 0) await run();
  else stopAsked.set({ verb, ids, clients, run });
}

/** One that does not answer has nobody who would notice. */
async function countOf(id: string): Promise<OtherClients> {
  const answers = liveStatuses().find((status) => status.id === id)?.uptimeSeconds != null;
  const found = await api.instances.otherClients({ id }).catch(() => ({ id, count: null }));
  return found.count === null && !answers ? { id, count: 0 } : found;
}
