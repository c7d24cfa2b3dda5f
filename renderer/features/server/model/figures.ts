/** A duration in µs: `0.12 ms`, `12.3 ms`, `1.2 s`. */
export function milliseconds(usec: number): string {
  if (usec >= 1e6) return `${(usec / 1e6).toFixed(1)} s`;
  const ms = usec / 1000;
  return `${ms >= 100 ? Math.round(ms) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)} ms`;
}
