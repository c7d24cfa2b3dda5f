import type { Machine, MachineFigures } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { tenantEngineName } from '../../instances/registry/tenant-record.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import type { TenantDeps } from '../tenant-deps.ts';
import { memoryForecast, summed } from './memory-forecast.ts';

const HOUR_MS = 3600_000;
const HISTORY_MS = 7 * 24 * HOUR_MS;
/** One per hour. */
const HISTORY_POINTS = 168;
const CPU_POINTS = 30;

export interface FigureDeps extends Pick<TenantDeps, 'environment' | 'catalogue'> {
  readonly machines: () => Promise<readonly Machine[]>;
  readonly range: Metrics['range'];
}

/**
 * What the instances of each machine use, and when its memory will be full. From the recorded history, without a poll.
 */
export async function machineFigures(deps: FigureDeps): Promise<readonly MachineFigures[]> {
  const [machines, instances] = await Promise.all([deps.machines(), deps.catalogue.all()]);
  return Promise.all(
    machines.map(async (machine) => {
      const ids = instances
        .filter(({ id, record, entry }) => (record !== null || entry !== null) && placeOf(deps, id) === machine.name)
        .map(({ id }) => id);
      return { name: machine.name, ...(await figuresOf(deps, ids, machine.memoryBytes)) };
    }),
  );
}

function placeOf({ environment }: FigureDeps, id: string): string {
  return tenantEngineName(environment, id) ?? LOCAL_ENGINE;
}

async function figuresOf(
  { range }: FigureDeps,
  ids: readonly string[],
  memoryBytes: number | null,
): Promise<Omit<MachineFigures, 'name'>> {
  if (ids.length === 0) return { usedBytes: 0, cpuPercent: 0, cpu: [], growthBytes: null, fullInDays: null };
  const now = Date.now();
  const time = (ms: number) => new Date(ms).toISOString();
  const to = time(now);
  const read = (metric: 'memoryUsedBytes' | 'cpuPercent', spanMs: number, points: number) =>
    range({ ids: [...ids], metrics: [metric], from: time(now - spanMs), to, points });
  const [memory, cpu] = await Promise.all([
    read('memoryUsedBytes', HISTORY_MS, HISTORY_POINTS),
    read('cpuPercent', HOUR_MS, CPU_POINTS),
  ]);
  const used = summed(memory.series.map(({ mean }) => mean));
  const busy = summed(cpu.series.map(({ mean }) => mean));
  const known = busy.filter((value) => value !== null);
  return {
    usedBytes: summed(memory.series.map(({ last }) => last)).findLast((value) => value !== null) ?? null,
    cpuPercent: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length,
    cpu: [...busy],
    ...memoryForecast(used, memory.stepMs, memoryBytes),
  };
}
