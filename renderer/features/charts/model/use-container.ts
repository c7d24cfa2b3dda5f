import { useEffect } from 'react';
import { api } from '../../../client/api.ts';
import { follow } from '../../../client/subscribe.ts';
import type { ChartData } from './chart-data.ts';
import type { ChartLine } from './chart-list.ts';

const CPU = 'containerCpuPercent';
const MEMORY = 'containerMemoryBytes';

/** What a container takes beside what its Redis says of itself: lines of the charts of that name. */
const lines: Readonly<Record<string, ChartLine>> = {
  cpu: { metric: CPU, label: 'container' },
  memory: { metric: MEMORY, label: 'container' },
};

/** The line that a container adds to a chart; undefined: none. */
export function containerLine(chart: string): ChartLine | undefined {
  return lines[chart];
}

/** Follows a container's own figures for as long as they are looked at; they are not recorded. */
export function useContainer(id: string, data: ChartData, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    return follow(
      (signal) => api.metrics.container({ id }, { signal }),
      ({ at, cpuPercent, memoryBytes }) => {
        const time = Date.parse(at);
        if (cpuPercent !== null) data.put(id, CPU, time, cpuPercent);
        if (memoryBytes !== null) data.put(id, MEMORY, time, memoryBytes);
      },
    );
  }, [id, data, wanted]);
}
