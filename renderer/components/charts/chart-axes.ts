/** Properties of a recharts axis and grid, so that all charts look alike. Imports no recharts: small charts use them too. */
export const axisProps = {
  axisLine: false,
  tickLine: false,
  interval: 0,
  tick: { fill: 'var(--text-3)', fontSize: 11 },
} as const;

export const gridProps = { vertical: false, stroke: 'var(--hairline)', shapeRendering: 'crispEdges' } as const;

/** Rounds up to 1, 2, 3, 4, 6, 8 or 10 times a power of ten. @param whole half of the result must be an integer */
export function roundUp(value: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  for (const step of [1, 2, 3, 4, 6, 8, 10]) {
    const round = Number((step * power).toPrecision(3));
    if (round >= value - 1e-9 && (!whole || round % 2 === 0)) return round;
  }
  return power * 10;
}

/** Rounds up to 2ⁿ or 3 × 2ⁿ bytes. */
export function roundBytes(value: number): number {
  const power = 2 ** Math.ceil(Math.log2(value));
  return (power * 3) / 4 >= value ? (power * 3) / 4 : power;
}
