import type { InstanceStatus } from '../../../../shared/contract/instance.ts';

export const instanceFilters = ['all', 'running', 'stopped', 'attention'] as const;
export type InstanceFilter = (typeof instanceFilters)[number];

/** Whether the instance has a problem or nearly full memory. */
export function needsAttention({ state, problem, memory }: InstanceStatus): boolean {
  const { usedBytes, limitBytes } = memory;
  const full = usedBytes !== null && limitBytes !== null && usedBytes >= 0.8 * limitBytes;
  return state === 'unhealthy' || problem !== null || full;
}

/** Moves instances with a problem to the front; keeps the order otherwise. */
export function problemsFirst(instances: readonly InstanceStatus[]): readonly InstanceStatus[] {
  const rank = ({ state, problem }: InstanceStatus) => (problem !== null || state === 'unhealthy' ? 0 : 1);
  return [...instances].sort((a, b) => rank(a) - rank(b));
}

/** The instances that match the filter and every word, in their id, port, runtime, version or state. */
export function filteredInstances(
  instances: readonly InstanceStatus[],
  text: string,
  filter: InstanceFilter,
): readonly InstanceStatus[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return instances.filter((instance) => {
    const { id, port, runtime, version, state } = instance;
    if (filter === 'running' && state !== 'running') return false;
    if (filter === 'stopped' && state !== 'stopped') return false;
    if (filter === 'attention' && !needsAttention(instance)) return false;
    const all = [id, port, runtime, version, state].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
