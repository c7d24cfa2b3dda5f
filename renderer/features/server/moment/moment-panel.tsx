import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconClock, IconClockOff } from '@tabler/icons-react';
import type { MomentReport } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { counted } from '../../../lib/counted.ts';
import { count, exactTime, fullTime } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { PlainTable } from '../frame/plain-table.tsx';
import { type PanelSearch, panelPath, timeOf } from '../model/panel-names.ts';
import { usePanel } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import * as momentWords from '../words/moment.ts';
import { commandColumns, groupColumns, latencyColumns, slowColumns } from './moment-columns.tsx';

/** Recorded data does not change, except around now. */
const EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

interface MomentPanelProps {
  readonly id: string;
  readonly search: PanelSearch;
}

/** What ran at one time. A point of a chart opens it. */
export function MomentPanel({ id, search }: MomentPanelProps) {
  const [from, to] = [timeOf(search.from), timeOf(search.to)];
  if (from === null || to === null || from >= to) return <NoTime id={id} />;
  return <Moment key={`${from} ${to}`} id={id} from={from} to={to} />;
}

function Moment({ id, from, to }: { readonly id: string; readonly from: string; readonly to: string }) {
  const report = usePanel<MomentReport>({
    key: ['moment', id, from, to],
    read: () => api.server.moment({ id, from, to }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(frameWords.panelTitles.moment, id),
  });
  const span = Date.parse(to) - Date.parse(from);
  const move = (by: number) => navigateTo(panelPath(id, 'moment', shifted(from, to, by * span)));
  return (
    <>
      <div className={classes.bar}>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconChevronLeft size={14} />}
          onClick={() => move(-1)}
        >
          {momentWords.earlier}
        </Button>
        <strong>{momentWords.title(fullTime(from), exactTime(to))}</strong>
        <Button
          variant="default"
          size="compact-xs"
          rightSection={<IconChevronRight size={14} />}
          onClick={() => move(1)}
        >
          {momentWords.later}
        </Button>
        <div className={classes.aside}>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => navigateTo(panelPath(id, 'slow-log', { from, to }))}
          >
            {momentWords.slowLog}
          </Button>
          <Button variant="subtle" size="compact-xs" onClick={() => navigateTo(panelPath(id, 'clients'))}>
            {momentWords.clientsNow}
          </Button>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => navigateTo(`/charts/${id}?at=${encodeURIComponent(from)}`)}
          >
            {momentWords.chart}
          </Button>
        </div>
      </div>
      <PanelContent id={id} panel="moment" report={report} scrolls>
        {(data) => (isEmpty(data) ? <Nothing /> : <Parts report={data} />)}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine
          line={terminalLine('server', { ...instanceFlag(id), section: 'moment', since: from, until: to })}
        />
      </div>
    </>
  );
}

function Parts({ report }: { readonly report: MomentReport }) {
  const { commands, commandsFrom, commandsTo, slow, slowCount, latency, clients } = report;
  return (
    <>
      <Section
        title={momentWords.commands}
        aside={
          commandsFrom !== null &&
          commandsTo !== null &&
          momentWords.commandsOf(exactTime(commandsFrom), exactTime(commandsTo))
        }
      >
        {commands.length === 0 ? (
          <p>{momentWords.noCommands}</p>
        ) : (
          <PlainTable
            label={momentWords.commands}
            columns={commandColumns}
            rows={commands}
            rowId={({ command }) => command}
          />
        )}
      </Section>
      <Section title={momentWords.slow} aside={slowCount > slow.length ? count(slowCount) : undefined}>
        {slow.length === 0 ? (
          <p>{momentWords.noSlow}</p>
        ) : (
          <PlainTable
            label={momentWords.slow}
            columns={slowColumns}
            rows={slow}
            rowId={({ id, at }) => `${id} ${at}`}
          />
        )}
      </Section>
      <Section
        title={momentWords.clients}
        aside={clients && momentWords.clientsAt(counted(clients.total, 'client'), exactTime(clients.at))}
      >
        {clients === null ? (
          <p>{momentWords.noClients}</p>
        ) : (
          <PlainTable
            label={momentWords.clients}
            columns={groupColumns}
            rows={clients.groups}
            rowId={({ name, library, host }, index) => `${name} ${library} ${host} ${index}`}
          />
        )}
      </Section>
      <Section title={momentWords.latency}>
        {latency.length === 0 ? (
          <p>{momentWords.noLatency}</p>
        ) : (
          <PlainTable
            label={momentWords.latency}
            columns={latencyColumns}
            rows={latency}
            rowId={({ event, at }) => `${event} ${at}`}
          />
        )}
      </Section>
    </>
  );
}

function NoTime({ id }: { readonly id: string }) {
  const lastMinute = () => {
    const now = Date.now();
    const time = { from: new Date(now - MINUTE_MS).toISOString(), to: new Date(now).toISOString() };
    navigateTo(panelPath(id, 'moment', time));
  };
  return (
    <EmptyState
      icon={IconClock}
      title={momentWords.noTime}
      text={momentWords.noTimeText}
      actions={
        <>
          <Button onClick={lastMinute}>{momentWords.lastMinute}</Button>
          <Button variant="default" onClick={() => navigateTo(`/charts/${id}`)}>
            {momentWords.openCharts}
          </Button>
        </>
      }
    />
  );
}

function Nothing() {
  return <EmptyState icon={IconClockOff} title={momentWords.nothing} text={momentWords.nothingText} />;
}

function isEmpty({ commands, slow, latency, clients }: MomentReport): boolean {
  return commands.length === 0 && slow.length === 0 && latency.length === 0 && clients === null;
}

function shifted(from: string, to: string, ms: number): PanelSearch {
  return { from: new Date(Date.parse(from) + ms).toISOString(), to: new Date(Date.parse(to) + ms).toISOString() };
}
