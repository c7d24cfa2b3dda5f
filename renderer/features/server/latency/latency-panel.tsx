import type { LatencyReport } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { count, fullTime } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { Advice, PartView } from '../frame/part-view.tsx';
import { type PlainColumn, PlainTable } from '../frame/plain-table.tsx';
import { momentAround, panelPath } from '../model/panel-names.ts';
import { usePanel } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import * as latencyWords from '../words/latency.ts';

const EVERY_MS = 5000;

/** The delays of a server, and its advice. */
export function LatencyPanel({ id }: { readonly id: string }) {
  const report = usePanel<LatencyReport>({
    key: ['latency', id],
    read: () => api.server.latency({ id }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(latencyWords.latency, id),
  });
  return (
    <>
      <PanelContent id={id} panel="latency" report={report} scrolls>
        {(data) => (
          <>
            <Threshold id={id} report={data} />
            <Section title={latencyWords.kinds}>
              <PartView part={data.latest}>
                {(latest) =>
                  latest.length === 0 ? (
                    <p>{latencyWords.noKinds}</p>
                  ) : (
                    <PlainTable
                      label={latencyWords.kinds}
                      columns={kindColumns}
                      rows={latest}
                      rowId={({ event }) => event}
                    />
                  )
                }
              </PartView>
            </Section>
            <Section title={frameWords.advice}>
              <Advice part={data.doctor} />
            </Section>
            <Section
              title={latencyWords.events}
              aside={
                data.events.length < data.count && latencyWords.shownOf(count(data.events.length), count(data.count))
              }
            >
              {data.events.length === 0 ? (
                <p>{latencyWords.none}</p>
              ) : (
                <PlainTable
                  label={latencyWords.events}
                  columns={eventColumns(id)}
                  rows={data.events}
                  rowId={({ event, at }) => `${event} ${at}`}
                />
              )}
            </Section>
          </>
        )}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'latency' })} />
      </div>
    </>
  );
}

function Threshold({ id, report }: { readonly id: string; readonly report: LatencyReport }) {
  const { thresholdMs } = report;
  return (
    <div className={classes.notes}>
      <p className={thresholdMs === 0 ? classes.attention : undefined}>
        {thresholdMs === null
          ? latencyWords.unknownThreshold
          : thresholdMs === 0
            ? latencyWords.off
            : latencyWords.threshold(count(thresholdMs))}{' '}
        <a href={`#/settings/${id}`}>{latencyWords.changeInSettings}</a>
      </p>
    </div>
  );
}

const kindColumns: readonly PlainColumn<NonNullable<LatencyReport['latest']['value']>[number]>[] = [
  { title: latencyWords.event, cell: ({ event }) => <span className={classes.mono}>{event}</span> },
  { title: latencyWords.newest, cell: ({ at }) => <Time at={at} /> },
  { title: latencyWords.took, cell: ({ latestMs }) => `${count(latestMs)} ms`, right: true },
  { title: latencyWords.longest, cell: ({ maxMs }) => `${count(maxMs)} ms`, right: true },
  { title: latencyWords.meaning, cell: ({ event }) => latencyWords.meanings[event] ?? '', wide: true },
];

function eventColumns(id: string): readonly PlainColumn<LatencyReport['events'][number]>[] {
  return [
    { title: latencyWords.time, cell: ({ at }) => fullTime(at) },
    { title: latencyWords.took, cell: ({ ms }) => `${count(ms)} ms`, right: true },
    { title: latencyWords.event, cell: ({ event }) => <span className={classes.mono}>{event}</span>, wide: true },
    {
      title: latencyWords.details,
      cell: ({ at }) => (
        <a href={`#${panelPath(id, 'moment', momentAround(at))}`} className={classes.link}>
          {latencyWords.showMoment}
        </a>
      ),
    },
  ];
}
