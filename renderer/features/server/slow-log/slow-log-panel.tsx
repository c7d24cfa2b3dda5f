import { Button, Menu, SegmentedControl, Select } from '@mantine/core';
import { IconCircleCheck, IconCopy, IconFilterOff } from '@tabler/icons-react';
import type { SlowEntry, SlowGroup, SlowLogReport } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { TableNote } from '../../../components/table/table-note.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { counted } from '../../../lib/counted.ts';
import { count, exactTime } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { copyCsv } from '../model/csv.ts';
import { milliseconds } from '../model/figures.ts';
import { type PanelSearch, panelPath, timeOf } from '../model/panel-names.ts';
import { refusalWords } from '../model/refusal-words.ts';
import { usePanel } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import * as slowLogWords from '../words/slow-log.ts';
import { entryColumns, groupColumns } from './slow-log-columns.tsx';

const EVERY_MS = 5000;
const MAX_ENTRIES = 1000;
const HOUR_MS = 3600_000;
const rangeMs = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS, '90d': 2160 * HOUR_MS } as const;
type Range = keyof typeof rangeMs;

interface SlowLogPanelProps {
  readonly id: string;
  readonly search: PanelSearch;
}

/** The slow commands of a server, beyond what it keeps itself. */
export function SlowLogPanel({ id, search }: SlowLogPanelProps) {
  const [range, setRange] = useTabState<Range>('server.slow-log.range', '24h');
  const [shape, setShape] = useTabState<'groups' | 'entries'>('server.slow-log.shape', 'groups');
  const [find, setFind] = useTabState('server.slow-log.find', '');
  const [from, to] = [timeOf(search.from), timeOf(search.to)];
  const exact = from !== null && to !== null ? { from, to } : null;
  const report = usePanel<SlowLogReport>({
    key: ['slow-log', id, exact?.from ?? range, exact?.to],
    read: () => {
      const span = exact ?? { from: new Date(Date.now() - rangeMs[range]).toISOString() };
      return api.server.slowLog({ id, ...span, limit: MAX_ENTRIES });
    },
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(slowLogWords.slowLog, id),
  });
  const entries = (report.data?.entries ?? []).filter((entry) => matchesEntry(entry, find));
  const groups = (report.data?.groups ?? []).filter((group) => matchesGroup(group, find));
  const since = exact === null ? { since: range } : { since: exact.from, until: exact.to };
  return (
    <>
      <search className={classes.bar} aria-label={slowLogWords.filterSlowLog}>
        <FindField className={classes.find} label={slowLogWords.findCommandOrKey} value={find} onChange={setFind} />
        {exact === null ? (
          <Select
            className={classes.choice ?? ''}
            aria-label={slowLogWords.range}
            allowDeselect={false}
            data={(Object.keys(rangeMs) as Range[]).map((one) => ({ value: one, label: slowLogWords.ranges[one] }))}
            value={range}
            onChange={(value) => setRange((value as Range | null) ?? '24h')}
          />
        ) : (
          <>
            <span>{slowLogWords.fromTo(exactTime(exact.from), exactTime(exact.to))}</span>
            <Button variant="subtle" size="compact-xs" onClick={() => navigateTo(panelPath(id, 'slow-log'))}>
              {slowLogWords.showLast24Hours}
            </Button>
          </>
        )}
        <SegmentedControl
          aria-label={slowLogWords.howToShow}
          size="xs"
          value={shape}
          onChange={(next) => setShape(next as typeof shape)}
          data={[
            { value: 'groups', label: slowLogWords.byCommand },
            { value: 'entries', label: slowLogWords.eachEntry },
          ]}
        />
        <div className={classes.aside}>
          {report.data && slowLogWords.countedIn(count(report.data.count))}
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            disabled={entries.length === 0}
            onClick={() => void copyCsv(slowLogWords.slowLog, csvOf(entries))}
          >
            {frameWords.copyAsCsv}
          </Button>
        </div>
      </search>
      {report.data && <Notes id={id} report={report.data} />}
      <PanelContent id={id} panel="slow-log" report={report}>
        {(data) => {
          if (data.count === 0) return <None />;
          if (find !== '' && (shape === 'groups' ? groups : entries).length === 0) {
            return <NoMatch onClear={() => setFind('')} />;
          }
          return shape === 'groups' ? (
            <Groups id={id} groups={groups} onOpen={({ name }) => showEntries(name)} />
          ) : (
            <Entries id={id} entries={entries} report={data} />
          );
        }}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'slow-log', ...since })} />
      </div>
    </>
  );

  function showEntries(name: string): void {
    setFind(name);
    setShape('entries');
  }
}

/** What the server keeps, what this app has recorded, and what is missing. */
function Notes({ id, report }: { readonly id: string; readonly report: SlowLogReport }) {
  const { thresholdUsec, serverKeeps, recordedSince, lost, refused } = report;
  return (
    <div className={classes.notes}>
      {refused && <p className={classes.attention}>{refusalWords(refused)}</p>}
      {lost > 0 && (
        <p className={classes.attention}>
          {slowLogWords.dropped(counted(lost, slowLogWords.lostEntry, slowLogWords.lostEntries))}
        </p>
      )}
      <p>
        {thresholdUsec === null
          ? slowLogWords.unknownThreshold
          : thresholdUsec < 0
            ? slowLogWords.off
            : slowLogWords.threshold(milliseconds(thresholdUsec), count(serverKeeps))}{' '}
        {recordedSince === null ? slowLogWords.notRecordedYet : slowLogWords.recordedSince(exactTime(recordedSince))}{' '}
        {slowLogWords.valuesAreLeftOut} <a href={`#/settings/${id}`}>{slowLogWords.changeInSettings}</a>
      </p>
    </div>
  );
}

interface GroupsProps {
  readonly id: string;
  readonly groups: readonly SlowGroup[];
  readonly onOpen: (group: SlowGroup) => void;
}

function Groups({ id, groups, onOpen }: GroupsProps) {
  return (
    <DataTable<SlowGroup>
      label={slowLogWords.slowCommandsOfId(id)}
      columns={groupColumns}
      rows={groups}
      rowId={({ name, pattern }) => `${name}\n${pattern}`}
      rowHeight={30}
      onOpen={onOpen}
      menu={({ longest }) => <CopyItem command={longest} />}
    />
  );
}

interface EntriesProps {
  readonly id: string;
  readonly entries: readonly SlowEntry[];
  readonly report: SlowLogReport;
}

function Entries({ id, entries, report }: EntriesProps) {
  const isCut = report.entries.length < report.count;
  return (
    <DataTable<SlowEntry>
      label={slowLogWords.slowCommandsOfId(id)}
      columns={entryColumns}
      rows={entries}
      rowId={({ id: entry, at }) => `${entry} ${at}`}
      rowHeight={30}
      menu={({ command }) => <CopyItem command={command} />}
      after={isCut && <TableNote>{slowLogWords.shownOf(count(report.entries.length), count(report.count))}</TableNote>}
    />
  );
}

function CopyItem({ command }: { readonly command: string }) {
  const copy = async () => {
    try {
      await copyText(command);
      showDone(slowLogWords.commandCopied);
    } catch (error) {
      showFailure(slowLogWords.copyCommand, error);
    }
  };
  return (
    <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void copy()}>
      {slowLogWords.copyCommand}
    </Menu.Item>
  );
}

function None() {
  return <EmptyState icon={IconCircleCheck} title={slowLogWords.noneTitle} text={slowLogWords.noneText} />;
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title={slowLogWords.noMatchTitle}
      text={slowLogWords.noMatchText}
      actions={<Button onClick={onClear}>{slowLogWords.clearFilter}</Button>}
    />
  );
}

function matchesEntry({ command, client, address }: SlowEntry, find: string): boolean {
  return `${command} ${client} ${address}`.toLowerCase().includes(find.trim().toLowerCase());
}

function matchesGroup({ name, pattern, longest }: SlowGroup, find: string): boolean {
  return `${name} ${pattern} ${longest}`.toLowerCase().includes(find.trim().toLowerCase());
}

function csvOf(entries: readonly SlowEntry[]) {
  const head = ['time', 'microseconds', 'command', 'client', 'address'];
  return [head, ...entries.map((one) => [one.at, one.tookUsec, one.command, one.client, one.address])];
}
