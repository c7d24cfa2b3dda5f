import type { Companion } from '../../../../shared/contract/companion.ts';
import type { PlannedStep } from '../../operations/run/operation-context.ts';

/** The steps that start the companions of a tenant, in order. */
export function companionStarts(companions: readonly Companion[]): readonly PlannedStep[] {
  return companions.flatMap(({ state, title: subject }): readonly PlannedStep[] => {
    if (state === 'running') return [];
    const start: PlannedStep = { id: 'start-companion', subject };
    return state === 'missing' ? [{ id: 'prepare-companion', subject }, start] : [start];
  });
}

/** The steps that stop the companions of a tenant, in order. */
export function companionStops(companions: readonly Companion[]): readonly PlannedStep[] {
  return companions
    .filter(({ state }) => state !== 'stopped' && state !== 'missing')
    .map(({ title: subject }) => ({ id: 'stop-companion', subject }));
}

/** The steps that stop and remove the companions of a tenant, in order. */
export function companionRemovals(companions: readonly Companion[]): readonly PlannedStep[] {
  return companions.flatMap((one) => [...companionStops([one]), { id: 'remove-companion', subject: one.title }]);
}
