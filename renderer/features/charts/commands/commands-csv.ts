import type { CommandFigures } from '../../../../shared/contract/command-stats.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { csvNumber, quoted } from '../export/csv.ts';
import * as commandsWords from '../words/commands.ts';

const columns: readonly (readonly [head: string, value: (command: CommandFigures) => number | null | undefined])[] = [
  [commandsWords.callsPerSecond, ({ recent }) => recent?.callsPerSecond],
  [commandsWords.microsecondsPerCall, ({ recent }) => recent?.usecPerCall],
  [commandsWords.shareOfTime0To1, ({ recent }) => recent?.timeShare],
  [commandsWords.rejectedPerSecond, ({ recent }) => recent?.rejectedPerSecond],
  [commandsWords.failedPerSecond, ({ recent }) => recent?.failedPerSecond],
  ['p50 (microseconds)', ({ p50Usec }) => p50Usec],
  ['p99 (microseconds)', ({ p99Usec }) => p99Usec],
  ['p99.9 (microseconds)', ({ p999Usec }) => p999Usec],
  ['calls', ({ calls }) => calls],
  ['microseconds', ({ usec }) => usec],
  ['rejected', ({ rejected }) => rejected],
  ['failed', ({ failed }) => failed],
];

/** One CSV line (RFC 4180) per command, under the name that the server uses. Unknown values stay empty instead of 0. */
export function commandsCsv(commands: readonly CommandFigures[]): string {
  const head = ['command', ...columns.map(([name]) => name)];
  const lines = commands.map((command) => [
    quoted(command.command),
    ...columns.map(([, value]) => {
      const figure = value(command) ?? null;
      return figure === null ? '' : csvNumber(figure);
    }),
  ]);
  return [head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Copies the CSV to the clipboard. A toast shows a failure. */
export async function copyCommands(commands: readonly CommandFigures[]): Promise<void> {
  try {
    await copyText(commandsCsv(commands));
    showDone(commandsWords.commandStatisticsCopiedAsCsv);
  } catch (error) {
    showFailure(commandsWords.copyTheCommandStatistics, error, () => void copyCommands(commands));
  }
}
