import { useEffect } from 'react';
import { api } from '../../../client/api.ts';
import { followWhileSeen } from '../../../client/subscribe.ts';
import * as modelWords from '../words/model.ts';
import type { ChartData } from './chart-data.ts';
import type { ChartLine } from './chart-list.ts';

const CPU = 'containerCpuPercent';
const MEMORY = 'containerMemoryBytes';

/** Container metrics that complement those of Redis, by the chart that shows them. */
const lines: Readonly<Record<string, ChartLine>> = {
  cpu: { metric: CPU, label: modelWords.container },
  memory: { metric: MEMORY, label: modelWords.container },
};

export function containerLine(chart: string): ChartLine | undefined {
  return lines[chart];
}

/** Follows the container metrics while mounted. The core does not record them. */
export function useContainer(id: string, data: ChartData, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    return followWhileSeen(
      (signal) => api.metrics.container({ id }, { signal }),
      ({ at, cpuPercent, memoryBytes }) => {
        const time = Date.parse(at);
        if (cpuPercent !== null) data.put(id, CPU, time, cpuPercent);
        if (memoryBytes !== null) data.put(id, MEMORY, time, memoryBytes);
      },
    );
  }, [id, data, enabled]);
}
