import { useMemo } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { type LineStyle, styleOfInstance } from '../drawing/line-style.ts';

/** What charts need to know of an instance; the same as long as none of it changes. */
export interface ChartedInstance {
  readonly id: string;
  readonly style: LineStyle;
  readonly running: boolean;
  readonly inContainer: boolean;
}

/** As many as can be asked for at once: main and nineteen tenants. */
const MOST = 20;

/** The instances there are, main first; undefined before that is known. */
export function useChartedInstances(): readonly ChartedInstance[] | undefined {
  const { items } = useLiveStatuses();
  const key = items === undefined ? null : JSON.stringify(items.filter(isThere).slice(0, MOST).map(factsOf));
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

function isThere({ state, problem }: InstanceStatus): boolean {
  return state !== 'missing' || problem !== null;
}

function factsOf({ id, port, state, runtime }: InstanceStatus) {
  return { id, port, running: state !== 'stopped' && state !== 'missing', inContainer: runtime === 'docker' };
}
