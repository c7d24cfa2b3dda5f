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
import { coreDetail } from '../../../lib/core-sentence.ts';
import { exactTime, fixed } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { ChartsTabs } from '../frame/charts-tabs.tsx';
import { usePace } from '../model/use-chart-feed.ts';
import * as commandsWords from '../words/commands.ts';
import { commandColumns, percentileColumns } from './command-columns.tsx';
import { CommandFacts } from './command-facts.tsx';
import { copyCommands } from './commands-csv.ts';
import classes from './commands-view.module.css';
import { useCommands } from './use-commands.ts';

const noneHidden: ReadonlySet<string> = new Set();

/** Live statistics of each command of an instance, polled while the view is open. */
export function CommandsView({ id }: { readonly id: string }) {
  const { watchedIntervalMs: everyMs } = usePace();
  const { sample, error } = useCommands(id, everyMs);
  const stale = useConnection().state !== 'connected';
  const [search, setSearch] = useTabState('commands.search', '');
  const all = sample?.commands ?? [];
  const shown = all.filter(({ command }) => matches(command, search));
  return (
    <>
      <PageHead
        title={commandsWords.charts}
        subtitle={error ? id : subtitleOf(id, sample, stale)}
        actions={
          <>
            <ChartsTabs id={id} shown="commands" />
            <Button
              variant="default"
              leftSection={<IconCopy size={14} />}
              disabled={shown.length === 0}
              onClick={() => void copyCommands(shown)}
            >
              {commandsWords.copyAsCsv}
            </Button>
          </>
        }
      />
      <search className={classes.bar} aria-label={commandsWords.filterCommands}>
        <TextInput
          className={classes.find ?? ''}
          aria-label={commandsWords.filterCommandsByName}
          placeholder={commandsWords.filterByName}
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
        {sample?.state === 'answering' && <CommandFacts sample={sample} />}
      </search>
      <div className={classes.content} data-stale={stale || undefined}>
        {error ? (
          <ErrorState title={commandsWords.couldNotReadTheCommandsOf(id)} error={error} />
        ) : sample === null ? (
          <SkeletonRows rows={12} rowHeight={30} widths={[120, 60, 60, 140, 50, 50, 50, 60]} />
        ) : sample.state === 'answering' ? (
          <CommandTable id={id} sample={sample} shown={shown} onShowAll={() => setSearch('')} />
        ) : (
          <NoCommandStats id={id} sample={sample} />
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
  readonly sample: CommandSample;
  readonly shown: readonly CommandFigures[];
  readonly onShowAll: () => void;
}

function CommandTable({ id, sample, shown, onShowAll }: CommandTableProps) {
  if (sample.commands.length === 0) {
    return (
      <EmptyState
        icon={IconTerminal2}
        title={commandsWords.noCommandsSinceStart(id)}
        text={commandsWords.commandsAppearHere}
      />
    );
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={IconFilterOff}
        title={commandsWords.noCommandsMatchThisFilter}
        text={commandsWords.commandsWithoutCallsAreNotListed}
        actions={<Button onClick={onShowAll}>{commandsWords.clearFilter}</Button>}
      />
    );
  }
  return (
    <DataTable<CommandFigures>
      label={commandsWords.commandsOfId(id)}
      columns={commandColumns}
      rows={shown}
      rowId={({ command }) => command}
      rowHeight={30}
      hidden={sample.percentiles === 'known' ? noneHidden : percentileColumns}
      muted={({ recent }) => recent?.callsPerSecond === 0}
      after={<TableNote>{noteOf(sample)}</TableNote>}
    />
  );
}

function NoCommandStats({ id, sample }: { readonly id: string; readonly sample: CommandSample }) {
  if (sample.state !== 'not-running') {
    return (
      <ErrorState
        title={commandsWords.idReturnedNoCommandStatistics(id)}
        error={new Error(coreDetail(sample.reason))}
      />
    );
  }
  return (
    <EmptyState
      icon={IconPlayerStop}
      title={commandsWords.idIsNotRunning(id)}
      text={commandsWords.countsFromTheNextStart}
      actions={<Button onClick={() => navigateTo(`/instances/${id}`)}>{commandsWords.goToId(id)}</Button>}
    />
  );
}

/** Matches a part of the shown name, `CONFIG GET`, or of the server’s name, `config|get`. */
function matches(command: string, search: string): boolean {
  return command.replace('|', ' ').includes(search.trim().toLowerCase().replace('|', ' '));
}

function subtitleOf(id: string, sample: CommandSample | null, stale: boolean): string {
  if (sample === null) return commandsWords.idLoading(id);
  if (stale) return commandsWords.idUntilAt(id, exactTime(sample.at));
  return sample.sinceMs === null ? id : commandsWords.idLastValueS(id, fixed(sample.sinceMs / 1000, 1));
}

function noteOf({ percentiles }: CommandSample): string {
  const counted = percentiles === 'known' ? commandsWords.callsErrorsAndPercentiles : commandsWords.callsAndErrors;
  const since = commandsWords.countedAreCountedSinceTheServer(counted);
  if (percentiles === 'too-old') return commandsWords.percentilesNeedRedis7(since);
  if (percentiles === 'off') return commandsWords.sinceThereAreNoPercentilesBecause(since);
  return since;
}
