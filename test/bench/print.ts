import type { Outcome, Spread } from './measure.ts';

/** The outcomes as a table. */
export function table(outcomes: readonly Outcome[]): string {
  const head = ['', 'ours (min–max)', 'floor (min–max)', 'ratio', 'goal', ''];
  const rows = outcomes.flatMap((one) => [cellsOf(one), ...besideCells(one)]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column >= 1 && column <= 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}

function cellsOf(one: Outcome): readonly string[] {
  return [
    one.name,
    figure(one.ours, one.unit),
    one.floor ? figure(one.floor, one.unit) : '—',
    one.ratio === null ? '—' : one.ratio.toFixed(2),
    one.goal,
    one.met ? 'met' : 'MISSED',
  ];
}

function besideCells({ beside, unit }: Outcome): readonly (readonly string[])[] {
  return beside ? [[`  against ${beside.is}`, '', figure(beside.spread, unit), beside.ratio.toFixed(2), '', '']] : [];
}

function figure({ median, min, max }: Spread, unit: string): string {
  return `${short(median)} ${unit} (${short(min)}–${short(max)})`;
}

/** Three significant digits. */
function short(value: number): string {
  if (value === 0) return '0';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
