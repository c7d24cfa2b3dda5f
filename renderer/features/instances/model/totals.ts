import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { shownState } from '../../../../shared/shown-state.ts';
import type { Sample } from '../../../client/recorded-samples.ts';

/** The totals of all instances; null if no instance reports the value. */
export interface Totals {
  readonly all: number;
  readonly running: number;
  readonly unhealthy: number;
  /** Stopped unexpectedly: killed or crashed. */
  readonly ended: number;
  /** Instances whose engine is unreachable. */
  readonly unreachable: number;
  readonly usedBytes: number | null;
  /** Null unless every running instance has a limit; a partial sum would suggest a limit that does not exist. */
  readonly limitBytes: number | null;
  readonly opsPerSecond: number | null;
  readonly clients: number | null;
  readonly keys: number | null;
}

export function totalsOf(instances: readonly InstanceStatus[]): Totals {
  const states = instances.map((instance) => shownState(instance));
  const responsive = instances.filter(({ memory }) => memory.usedBytes !== null);
  return {
    all: instances.length,
    running: states.filter((state) => state === 'running').length,
    unhealthy: states.filter((state) => state === 'unhealthy').length,
    ended: instances.filter(({ state, problem }) => state === 'stopped' && hasEnded(problem)).length,
    unreachable: states.filter((state) => state === 'engine-unreachable' || state === 'node-unreachable').length,
    usedBytes: known(responsive.map(({ memory }) => memory.usedBytes)),
    limitBytes: responsive.some(({ memory }) => memory.limitBytes === null)
      ? null
      : known(responsive.map(({ memory }) => memory.limitBytes)),
    opsPerSecond: known(responsive.map(({ commands }) => commands.perSecond)),
    clients: known(responsive.map(({ clients }) => clients.connected)),
    keys: known(responsive.map(keysOf)),
  };
}

function hasEnded(problem: InstanceStatus['problem']): boolean {
  return problem?.code === 'CRASHED' || problem?.code === 'OUT_OF_MEMORY';
}

/** The keys of all databases; null while the server does not respond. */
export function keysOf({ databases, memory }: InstanceStatus): number | null {
  return memory.usedBytes === null ? null : databases.reduce((sum, { keys }) => sum + keys, 0);
}

/** The summed operations per second of all instances, one value per second, oldest first. */
export function summedOps(histories: readonly (readonly Sample[])[]): readonly (number | null)[] {
  const bySecond = new Map<number, number | null>();
  for (const { at: exact, opsPerSecond } of histories.flat()) {
    // Recorded and live samples differ by fractions of a second.
    const at = Math.round(exact / 1000);
    const before = bySecond.get(at) ?? null;
    bySecond.set(at, opsPerSecond === null ? before : (before ?? 0) + opsPerSecond);
  }
  return [...bySecond].sort(([a], [b]) => a - b).map(([, sum]) => sum);
}

function known(values: readonly (number | null)[]): number | null {
  const knownValues = values.filter((value) => value !== null);
  return knownValues.length === 0 ? null : knownValues.reduce((sum, value) => sum + value, 0);
}
