/** `%` is of one core; `score` is that of layout shifts. */
export type Unit = 'ms' | 'kB' | 'calls' | '%' | 'score';

/** A figure of the product beside the least that the same work can cost. */
export interface Row {
  /** The noun first: `npm run bench -- status` runs every row whose name starts so. */
  readonly name: string;
  readonly unit: Unit;
  /** What the floor is, in a few words; null for a figure without one. */
  readonly floor: string | null;
  /** A second floor with what ours has to do and the floor leaves out. It is shown; the goal is held against the first. */
  readonly beside?: string;
  /**
   * `times`: at most so many times the floor. `most`: at most this, in the row's unit. `noise`: no further from the
   * floor than two runs of the floor are from each other; for rows that measure the floor `again`.
   */
  readonly goal: { readonly times: number } | { readonly most: number } | { readonly noise: true };
  /** Why it cannot be measured here; null when it can. */
  readonly problem?: () => Promise<string | null>;
  /** @param later keeps what has to be undone, also where the preparation fails after it */
  readonly prepare: (later: Later) => Promise<Measurement>;
}

/** Registers what is undone after the measurement, the last first. */
export type Later = (undo: () => unknown) => void;

/** A prepared row. Each call measures once and returns the figure; what has to be undone after it, it undoes. */
export interface Measurement {
  readonly ours: () => Promise<number>;
  readonly floor?: () => Promise<number>;
  /** The floor once more, after ours: how far it is from the one before is noise. */
  readonly again?: () => Promise<number>;
  /** The second floor. */
  readonly beside?: () => Promise<number>;
  /** Undone before what was registered for later. */
  readonly dispose?: () => Promise<void>;
}

/** How long something takes, ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** How long something short takes, ms: the mean of `count` in a row, so that the clock's grain does not show. */
export async function timedEach(count: number, work: () => Promise<unknown>): Promise<number> {
  const all = await timed(async () => {
    for (let done = 0; done < count; done++) await work();
  });
  return all / count;
}
