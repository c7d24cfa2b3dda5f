import { useMemo } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { type LineStyle, styleOfInstance } from './line-style.ts';

/** The instance facts that charts need. Reference-stable until one of them changes. */
export interface ChartedInstance {
  readonly id: string;
  readonly style: LineStyle;
  readonly running: boolean;
  readonly inContainer: boolean;
}

/** The limit of one metrics request: main and 19 tenants. */
const MAX_INSTANCES = 20;

/** All installed instances, main first; undefined while loading. */
export function useChartedInstances(): readonly ChartedInstance[] | undefined {
  const { items } = useLiveStatuses();
  const key =
    items === undefined ? null : JSON.stringify(items.filter(isInstalled).slice(0, MAX_INSTANCES).map(factsOf));
  return useMemo(() => {
    if (key === null) return undefined;
    const facts = JSON.parse(key) as ReturnType<typeof factsOf>[];
    return facts.map(({ id, port, running, inContainer }) => ({
      id,
      running,
      inContainer,
      style: styleOfInstance(id, port),
    }));
  }, [key]);
}

function isInstalled({ state, problem }: InstanceStatus): boolean {
  return state !== 'missing' || problem !== null;
}

function factsOf({ id, port, state, runtime }: InstanceStatus) {
  return { id, port, running: state !== 'stopped' && state !== 'missing', inContainer: can(runtime, 'usage') };
}
