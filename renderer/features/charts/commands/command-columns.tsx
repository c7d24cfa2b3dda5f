import type { CommandFigures } from '../../../../shared/contract/command-stats.ts';
import type { DataColumn } from '../../../components/table/data-table-columns.ts';
import { count, percent } from '../../../lib/format.ts';
import * as commandsWords from '../words/commands.ts';
import classes from './commands-view.module.css';
import { errorsInAll, errorsPerSecond, microseconds, short } from './figures.ts';

/** Redis reports percentiles since version 7. */
export const percentileColumns: ReadonlySet<string> = new Set(['p50', 'p99', 'p999']);

export const commandColumns: readonly DataColumn<CommandFigures>[] = [
  {
    id: 'command',
    title: commandsWords.command,
    width: 132,
    grow: 220,
    cell: ({ command }) => (
      <span className={classes.command} title={command}>
        {command.toUpperCase().replace('|', ' ')}
      </span>
    ),
    sortValue: ({ command }) => command,
  },
  figure('rate', commandsWords.callsSTitle, 72, ({ recent }) => recent?.callsPerSecond, short),
  figure('usec', commandsWords.usPerCall, 72, ({ recent }) => recent?.usecPerCall, short),
  {
    id: 'share',
    title: commandsWords.shareOfTime,
    width: 132,
    grow: 180,
    align: 'right',
    cell: ({ recent }) => <Share of={recent?.timeShare ?? null} />,
    sortValue: ({ recent }) => recent?.timeShare ?? null,
  },
  { ...figure('p50', 'p50 µs', 64, ({ p50Usec }) => p50Usec, microseconds), drop: 1 },
  figure('p99', 'p99 µs', 64, ({ p99Usec }) => p99Usec, microseconds),
  { ...figure('p999', 'p99.9 µs', 68, ({ p999Usec }) => p999Usec, microseconds), drop: 2 },
  {
    id: 'errors-rate',
    title: commandsWords.errorsS,
    width: 64,
    align: 'right',
    cell: (command) => {
      const errors = errorsPerSecond(command);
      return <span className={errors ? classes.bad : undefined}>{short(errors)}</span>;
    },
    sortValue: errorsPerSecond,
  },
  {
    id: 'errors',
    title: commandsWords.errors,
    width: 64,
    align: 'right',
    cell: (command) => {
      const { rejected, failed } = command;
      const words =
        rejected === null ? undefined : commandsWords.rejectedBeforeExecutionFailed(count(rejected), count(failed));
      return <span title={words}>{count(errorsInAll(command))}</span>;
    },
    sortValue: errorsInAll,
  },
  figure('calls', commandsWords.calls, 88, ({ calls }) => calls, count),
];

function figure(
  id: string,
  title: string,
  width: number,
  value: (command: CommandFigures) => number | null | undefined,
  written: (value: number | null) => string,
): DataColumn<CommandFigures> {
  const figureOf = (command: CommandFigures) => value(command) ?? null;
  return { id, title, width, align: 'right', cell: (command) => written(figureOf(command)), sortValue: figureOf };
}

function Share({ of }: { readonly of: number | null }) {
  return (
    <span className={classes.share}>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.meter} style={{ width: `${(of ?? 0) * 100}%` }} />
      </span>
      <span className={classes.percent}>{percent(of)}</span>
    </span>
  );
}
