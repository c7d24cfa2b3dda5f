import { Button, TextInput } from '@mantine/core';
import { IconCopy, IconFilterOff, IconPlayerStop, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import type { CommandFigures, CommandSample } from '../../../../shared/contract/command-stats.ts';
import { useConnection } from '../../../client/api.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { TableNote } from '../../../components/table/table-note.tsx';
import { exactTime } from '../../../lib/format.ts';
import { go } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { ChartsTabs } from '../board/charts-tabs.tsx';
import { usePace } from '../model/use-chart-feed.ts';
import { commandColumns, percentileColumns } from './command-columns.tsx';
import { CommandFacts } from './command-facts.tsx';
import { copyCommands } from './commands-csv.ts';
import classes from './commands-view.module.css';
import { useCommands } from './use-commands.ts';

const nothing: ReadonlySet<string> = new Set();

/** What each command of an instance takes, for as long as somebody looks. */
export function CommandsView({ id }: { readonly id: string }) {
  const { watchedIntervalMs: everyMs } = usePace();
  const { look, error } = useCommands(id, everyMs);
  const stale = useConnection().state !== 'connected';
  const [wanted, setWanted] = useTabState('commands.search', '');
  const all = look?.commands ?? [];
  const shown = all.filter(({ command }) => fits(command, wanted));
  return (
    <>
      <PageHead
        title="Charts"
        subtitle={error ? id : subtitleOf(id, look, stale)}
        actions={
          <>
            <ChartsTabs id={id} shown="commands" />
            <Button
              variant="default"
              leftSection={<IconCopy size={14} />}
              disabled={shown.length === 0}
              onClick={() => void copyCommands(shown)}
            >
              Copy as CSV
            </Button>
          </>
        }
      />
      <search className={classes.bar} aria-label="Filter commands">
        <TextInput
          className={classes.find ?? ''}
          aria-label="Filter commands by name"
          placeholder="Filter by name"
          leftSection={<IconSearch size={14} />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setWanted('')}
        />
        {look?.state === 'answering' && <CommandFacts look={look} />}
      </search>
      <div className={classes.content} data-stale={stale || undefined}>
        {error ? (
          <ErrorState title={`The commands of ${id} could not be read`} error={error} />
        ) : look === null ? (
          <SkeletonRows rows={12} rowHeight={30} widths={[120, 60, 60, 140, 50, 50, 50, 60]} />
        ) : look.state === 'answering' ? (
          <CommandTable id={id} look={look} shown={shown} onShowAll={() => setWanted('')} />
        ) : (
          <NotTold id={id} look={look} />
        )}
      </div>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('commands', { ...instanceFlag(id), interval: everyMs / 1000 })} />
      </div>
    </>
  );
}

interface CommandTableProps {
  readonly id: string;
  readonly look: CommandSample;
  readonly shown: readonly CommandFigures[];
  readonly onShowAll: () => void;
}

function CommandTable({ id, look, shown, onShowAll }: CommandTableProps) {
  if (look.commands.length === 0) {
    return (
      <EmptyState
        icon={IconTerminal2}
        title={`No command since ${id} was started, or its statistics were reset`}
        text="Each command appears here as soon as a program has called it."
      />
    );
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title="No command that was called is like that"
        text="A command appears here as soon as a program has called it."
        actions={<Button onClick={onShowAll}>Show all commands</Button>}
      />
    );
  }
  return (
    <DataTable<CommandFigures>
      label={`Commands of ${id}`}
      columns={commandColumns}
      rows={shown}
      rowId={({ command }) => command}
      rowHeight={30}
      hidden={look.percentiles === 'known' ? nothing : percentileColumns}
      muted={({ recent }) => recent?.callsPerSecond === 0}
      after={<TableNote>{noteOf(look)}</TableNote>}
    />
  );
}

function NotTold({ id, look }: { readonly id: string; readonly look: CommandSample }) {
  if (look.state !== 'not-running') {
    return <ErrorState title={`${id} does not tell its commands`} error={new Error(look.reason ?? '')} />;
  }
  return (
    <EmptyState
      icon={IconPlayerStop}
      title={`${id} does not run`}
      text="Its commands are counted from its next start on."
      actions={<Button onClick={() => go(`/instances/${id}`)}>Go to {id}</Button>}
    />
  );
}

/** As it is shown, `CONFIG GET`, as the server has it, `config|get`, or a part of either. */
function fits(command: string, wanted: string): boolean {
  return command.replace('|', ' ').includes(wanted.trim().toLowerCase().replace('|', ' '));
}

function subtitleOf(id: string, look: CommandSample | null, stale: boolean): string {
  if (look === null) return `${id} · reading…`;
  if (stale) return `${id} · until ${exactTime(look.at)}`;
  return look.sinceMs === null ? id : `${id} · the last ${(look.sinceMs / 1000).toFixed(1)} s`;
}

function noteOf({ percentiles }: CommandSample): string {
  const known = percentiles === 'known' ? 'Calls, errors and percentiles' : 'Calls and errors';
  const since = `${known} count from the start of the server or the last reset of its statistics, and include this app’s own calls.`;
  if (percentiles === 'too-old') return `${since} Percentiles need Redis 7: this server is older.`;
  if (percentiles === 'off') return `${since} No percentiles are kept: the setting latency-tracking is “no”.`;
  return since;
}
