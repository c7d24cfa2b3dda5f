/** `%` is of one core; `score` is the layout shift score. */
export type Unit = 'ms' | 'kB' | 'calls' | '%' | 'score';

/** A figure of the product beside the lowest possible cost of the same work. */
export interface Row {
  /** The noun first: `npm run bench -- status` runs every row whose name starts with it. */
  readonly name: string;
  readonly unit: Unit;
  /** The floor in a few words; null for a figure without one. */
  readonly floor: string | null;
  /**
   * A second floor that includes work which ours must do and the first floor omits. It is shown; the goal applies to
   * the first.
   */
  readonly beside?: string;
  /**
   * `times`: at most this many times the floor. `most`: at most this figure, in the row's unit. `noise`: no further
   * from the floor than two runs of the floor are from each other; for rows that measure the floor `again`.
   */
  readonly goal: { readonly times: number } | { readonly max: number } | { readonly noise: true };
  /** Why it cannot be measured on this machine; null when it can. */
  readonly problem?: () => Promise<string | null>;
  /** @param later registers undo steps, which also run if the preparation fails after them */
  readonly prepare: (later: Later) => Promise<Measurement>;
}

/** Registers what to undo after the measurement, the last first. */
export type Later = (undo: () => unknown) => void;

/** A prepared row. Each call measures once, returns the figure, and undoes what it has to. */
export interface Measurement {
  readonly ours: () => Promise<number>;
  readonly floor?: () => Promise<number>;
  /** The floor once more, after ours: the difference to the first is noise. */
  readonly again?: () => Promise<number>;
  /** The second floor. */
  readonly beside?: () => Promise<number>;
  /** Runs before the undo steps registered with `later`. */
  readonly dispose?: () => Promise<void>;
}

/** How long an action takes, ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** How long a short action takes, ms: the mean of `count` in a row, so that the clock's resolution does not matter. */
export async function timedEach(count: number, work: () => Promise<unknown>): Promise<number> {
  const all = await timed(async () => {
    for (let done = 0; done < count; done++) await work();
  });
  return all / count;
}
