import type { CommandFigures } from '../../../../shared/contract/command-stats.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { quoted } from '../export/csv.ts';

const columns: readonly (readonly [head: string, value: (command: CommandFigures) => number | null | undefined])[] = [
  ['calls per second', ({ recent }) => recent?.callsPerSecond],
  ['microseconds per call', ({ recent }) => recent?.usecPerCall],
  ['share of time (0 to 1)', ({ recent }) => recent?.timeShare],
  ['rejected per second', ({ recent }) => recent?.rejectedPerSecond],
  ['failed per second', ({ recent }) => recent?.failedPerSecond],
  ['p50 (microseconds)', ({ p50Usec }) => p50Usec],
  ['p99 (microseconds)', ({ p99Usec }) => p99Usec],
  ['p99.9 (microseconds)', ({ p999Usec }) => p999Usec],
  ['calls', ({ calls }) => calls],
  ['microseconds', ({ usec }) => usec],
  ['rejected', ({ rejected }) => rejected],
  ['failed', ({ failed }) => failed],
];

/** The commands as CSV (RFC 4180), a line each, by the server's own names. What is unknown is empty, not 0. */
export function commandsCsv(commands: readonly CommandFigures[]): string {
  const head = ['command', ...columns.map(([name]) => name)];
  const lines = commands.map((command) => [
    quoted(command.command),
    ...columns.map(([, value]) => {
      const figure = value(command) ?? null;
      return figure === null ? '' : String(Number(figure.toPrecision(12)));
    }),
  ]);
  return [head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Puts them on the clipboard. A failure is told by a toast. */
export async function copyCommands(commands: readonly CommandFigures[]): Promise<void> {
  try {
    await copyText(commandsCsv(commands));
    showDone('The figures are copied as CSV');
  } catch (error) {
    showFailure('Copy the figures', error, () => void copyCommands(commands));
  }
}
