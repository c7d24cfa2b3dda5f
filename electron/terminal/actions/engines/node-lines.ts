import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { Style } from '../../format/style.ts';
import { tableLines } from '../../format/table.ts';
import * as engineWords from './words.ts';

const WIDTH = 120;
const bytes = (count: number | null) => (count === null ? '—' : formatBytes(count));

/** The nodes of a swarm as a table, with the reason below each that cannot be used. */
export function nodeTable(nodes: readonly SwarmNode[], style: Style): readonly string[] {
  const columns = [
    { head: 'NODE', cell: ({ hostname }: SwarmNode) => hostname },
    { head: 'ENGINE', cell: ({ engine }: SwarmNode) => engine ?? '—' },
    { head: 'STATE', cell: ({ state, role }: SwarmNode) => `${state}, ${role}` },
    { head: 'ADDRESS', cell: ({ address }: SwarmNode) => address ?? '—', dropRank: 1 },
    { head: 'FREE', cell: ({ freeBytes }: SwarmNode) => bytes(freeBytes), right: true as const },
    { head: 'PROMISED', cell: ({ promisedBytes }: SwarmNode) => bytes(promisedBytes), right: true as const },
    { head: 'MEMORY', cell: ({ memoryBytes }: SwarmNode) => bytes(memoryBytes), right: true as const },
    { head: 'SERVICES', cell: ({ services }: SwarmNode) => String(services), right: true as const },
  ];
  const table = tableLines(columns, nodes, WIDTH);
  const rows = nodes.flatMap(({ problem }, index) => [
    table.rows[index] ?? '',
    ...(problem === null ? [] : [`  ! ${problem}`]),
  ]);
  return [style.faint(table.head), ...rows];
}

export function nodeLines(nodes: readonly SwarmNode[], style: Style): readonly string[] {
  const isUsable = nodes[0]?.problem === null;
  return [...nodeTable(nodes, style), isUsable ? engineWords.theFirstNodeIsChosenByAuto : engineWords.noNodeCanBeUsed];
}
