import * as commandsWords from '../words/commands.ts';
/** Formats ports as ranges: `6393 to 6399`, `6381, 6384 to 6390`. More than three ranges end in `…`. */
export function portRanges(ports: readonly number[]): string {
  const groups: [number, number][] = [];
  for (const port of [...ports].sort((a, b) => a - b)) {
    const last = groups.at(-1);
    if (last && last[1] === port - 1) last[1] = port;
    else groups.push([port, port]);
  }
  const ranges = groups.slice(0, 3).map(([from, to]) => (from === to ? String(from) : commandsWords.fromTo(from, to)));
  return ranges.join(', ') + (groups.length > 3 ? ' …' : '');
}
