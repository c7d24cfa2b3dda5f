import type { Measurement, Row, Unit } from './row.ts';

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
  /** The median of ours over the median of the floor; for noise, the median of each over the two floors around it. */
  readonly ratio: number | null;
  /** The floor after ours over the floor before it; null if the floor is measured once. */
  readonly noise: Spread | null;
  /** The second floor, and the median of ours over the second floor's median. */
  readonly beside: { readonly is: string; readonly spread: Spread; readonly ratio: number } | null;
  readonly goal: string;
  readonly met: boolean;
}

const warmUps = 1;
const runs = 7;

/**
 * Runs ours and its floor in turn, so that other load on the machine affects both. Undoes the preparation, also after a
 * failure.
 */
export async function measure(row: Row): Promise<Outcome> {
  const cleanUps: (() => unknown)[] = [];
  try {
    const measurement = await row.prepare((undo) => cleanUps.push(undo));
    if (measurement.dispose) cleanUps.push(measurement.dispose);
    return await measured(row, measurement);
  } finally {
    await undoAll(cleanUps);
  }
}

/** The last first. A failed undo does not stop the others. @throws the first failure */
async function undoAll(cleanUps: readonly (() => unknown)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const undo of cleanUps.toReversed()) {
    try {
      await undo();
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}

async function measured(row: Row, measurement: Measurement): Promise<Outcome> {
  const ours: number[] = [];
  const floor: number[] = [];
  const beside: number[] = [];
  const pairs: Pair[] = [];
  for (let run = -warmUps; run < runs; run++) {
    // Ours is between the two, so drift affects it half as much as the second.
    const before = measurement.again && (await measurement.floor?.());
    const own = await measurement.ours();
    const least = await (measurement.again ?? measurement.floor)?.();
    const second = await measurement.beside?.();
    if (run < 0) continue;
    if (second !== undefined) beside.push(second);
    ours.push(own);
    if (least !== undefined) floor.push(least);
    if (before !== undefined && least !== undefined) {
      floor.push(before);
      pairs.push({ ratio: own / Math.sqrt(before * least), noise: least / before });
    }
  }
  const outcome = judge(row, spread(ours), floor.length > 0 ? spread(floor) : null, pairs);
  if (!row.beside || beside.length === 0) return outcome;
  const second = spread(beside);
  return { ...outcome, beside: { is: row.beside, spread: second, ratio: outcome.ours.median / second.median } };
}

/** One of ours between two of the floor. */
interface Pair {
  readonly ratio: number;
  readonly noise: number;
}

/** Compares the measured medians with the goal. */
export function judge(
  row: Pick<Row, 'name' | 'unit' | 'goal' | 'floor'>,
  ours: Spread,
  floor: Spread | null,
  pairs: readonly Pair[] = [],
): Outcome {
  const noise = pairs.length > 0 ? spread(pairs.map((pair) => pair.noise)) : null;
  const ofMedians = floor && floor.median > 0 ? ours.median / floor.median : null;
  const ratio = noise ? spread(pairs.map((pair) => pair.ratio)).median : ofMedians;
  const { goal } = row;
  return {
    name: row.name,
    unit: row.unit,
    ours,
    floor,
    floorIs: row.floor,
    ratio,
    noise,
    beside: null,
    ...held(goal, row.unit, ours, ratio, noise),
  };
}

function held(
  goal: Row['goal'],
  unit: Row['unit'],
  ours: Spread,
  ratio: number | null,
  noise: Spread | null,
): Pick<Outcome, 'goal' | 'met'> {
  if ('times' in goal) return { goal: `≤ ${goal.times} × floor`, met: ratio !== null && ratio <= goal.times };
  if ('max' in goal) return { goal: `≤ ${goal.max} ${unit}`, met: ours.median <= goal.max };
  if (!noise || ratio === null) return { goal: 'within noise', met: false };
  // Either of two floors may be the later one, so noise counts in both directions.
  const most = Math.max(noise.max, 1 / noise.min);
  const words = `floor against floor ${noise.min.toFixed(2)}–${noise.max.toFixed(2)}`;
  return { goal: `≤ ${most.toFixed(2)} × floor: ${words}`, met: ratio <= most };
}

/** @param samples at least one */
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
