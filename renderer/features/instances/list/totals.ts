import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { shownState } from '../../../../shared/shown-state.ts';
import type { Sample } from '../../../client/recorded-samples.ts';

/** What all instances come to. Null is unknown: a figure that no instance tells. */
export interface Totals {
  readonly all: number;
  readonly running: number;
  readonly unhealthy: number;
  /** Stopped, but not by this app: killed or crashed. */
  readonly ended: number;
  /** Those whose engine cannot be asked. */
  readonly unreachable: number;
  readonly usedBytes: number | null;
  /** Null unless every instance that runs has a limit: else the sum would promise one. */
  readonly limitBytes: number | null;
  readonly opsPerSecond: number | null;
  readonly clients: number | null;
  readonly keys: number | null;
}

export function totalsOf(instances: readonly InstanceStatus[]): Totals {
  const states = instances.map((instance) => shownState(instance));
  const answering = instances.filter(({ memory }) => memory.usedBytes !== null);
  return {
    all: instances.length,
    running: states.filter((state) => state === 'running').length,
    unhealthy: states.filter((state) => state === 'unhealthy').length,
    ended: instances.filter(({ state, problem }) => state === 'stopped' && hasEnded(problem)).length,
    unreachable: states.filter((state) => state === 'engine-unreachable').length,
    usedBytes: known(answering.map(({ memory }) => memory.usedBytes)),
    limitBytes: answering.some(({ memory }) => memory.limitBytes === null)
      ? null
      : known(answering.map(({ memory }) => memory.limitBytes)),
    opsPerSecond: known(answering.map(({ commands }) => commands.perSecond)),
    clients: known(answering.map(({ clients }) => clients.connected)),
    keys: known(answering.map(keysOf)),
  };
}

function hasEnded(problem: InstanceStatus['problem']): boolean {
  return problem?.code === 'CRASHED' || problem?.code === 'OUT_OF_MEMORY';
}

/** Keys of all databases; null while the server does not tell. */
export function keysOf({ databases, memory }: InstanceStatus): number | null {
  return memory.usedBytes === null ? null : databases.reduce((sum, { keys }) => sum + keys, 0);
}

/** Operations per second of all instances, tick by tick, oldest first, as far back as any is known. */
export function summedOps(histories: readonly (readonly Sample[])[]): readonly (number | null)[] {
  const byTick = new Map<number, number | null>();
  for (const { at: exact, opsPerSecond } of histories.flat()) {
    // What was recorded and what was seen live are parts of a second apart.
    const at = Math.round(exact / 1000);
    const before = byTick.get(at) ?? null;
    byTick.set(at, opsPerSecond === null ? before : (before ?? 0) + opsPerSecond);
  }
  return [...byTick].sort(([a], [b]) => a - b).map(([, sum]) => sum);
}

function known(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
}
