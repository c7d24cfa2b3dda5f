import type { Row, Unit } from './row.ts';

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly samples: readonly number[];
}

export interface Outcome {
  readonly name: string;
  readonly unit: Unit;
  readonly ours: Spread;
  readonly floor: Spread | null;
  readonly floorIs: string | null;
  /** Median of ours over median of the floor. */
  readonly ratio: number | null;
  readonly goal: string;
  readonly met: boolean;
}

const warmUps = 1;
const runs = 7;

/** Runs ours and its floor in turn, so that whatever else the machine does strikes both. */
export async function measure(row: Row): Promise<Outcome> {
  const measurement = await row.prepare();
  try {
    const ours: number[] = [];
    const floor: number[] = [];
    for (let run = -warmUps; run < runs; run++) {
      const own = await measurement.ours();
      const least = await measurement.floor?.();
      if (run < 0) continue;
      ours.push(own);
      if (least !== undefined) floor.push(least);
    }
    return judge(row, spread(ours), floor.length > 0 ? spread(floor) : null);
  } finally {
    await measurement.dispose();
  }
}

/** Holds what was measured against the goal, by the medians. */
export function judge(row: Pick<Row, 'name' | 'unit' | 'goal' | 'floor'>, ours: Spread, floor: Spread | null): Outcome {
  const ratio = floor && floor.median > 0 ? ours.median / floor.median : null;
  const { goal } = row;
  return {
    name: row.name,
    unit: row.unit,
    ours,
    floor,
    floorIs: row.floor,
    ratio,
    goal: 'times' in goal ? `≤ ${goal.times} × floor` : `≤ ${goal.most} ${row.unit}`,
    met: 'times' in goal ? ratio !== null && ratio <= goal.times : ours.median <= goal.most,
  };
}

/** @param samples one at least */
export function spread(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((left, right) => left - right);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    samples,
  };
}
