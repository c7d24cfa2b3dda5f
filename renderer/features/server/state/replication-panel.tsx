import type { ReplicationReport } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { bytes, count, duration, UNKNOWN } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { type PlainColumn, PlainTable } from '../frame/plain-table.tsx';
import { usePanel } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import * as stateWords from '../words/state.ts';

const EVERY_MS = 2000;

/** Role, link and replicas of a server. */
export function ReplicationPanel({ id }: { readonly id: string }) {
  const report = usePanel<ReplicationReport>({
    key: ['replication', id],
    read: () => api.server.replication({ id }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(frameWords.panelTitles.replication, id),
  });
  return (
    <>
      <PanelContent id={id} panel="replication" report={report} scrolls>
        {(data) => (
          <>
            <div className={classes.columns}>
              <Section title={stateWords.role}>
                <Figures report={data} />
              </Section>
              {data.master && (
                <Section title={stateWords.master}>
                  <Master master={data.master} />
                </Section>
              )}
            </div>
            <Section title={stateWords.replicas}>
              {data.replicas.length === 0 ? (
                <p>{stateWords.noReplicas}</p>
              ) : (
                <PlainTable
                  label={stateWords.replicas}
                  columns={columns}
                  rows={data.replicas}
                  rowId={({ address }, index) => `${address} ${index}`}
                />
              )}
            </Section>
          </>
        )}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'replication' })} />
      </div>
    </>
  );
}

function Figures({ report }: { readonly report: ReplicationReport }) {
  const { role, offset, backlog, fullSyncs, partialSyncsOk, partialSyncsFailed } = report;
  return (
    <Facts nameWidth={112}>
      <Fact name={stateWords.role}>{stateWords.roles[role]}</Fact>
      <Fact name={stateWords.offset}>{count(offset)}</Fact>
      <Fact name={stateWords.backlog}>
        {backlog.active ? stateWords.backlogOf(bytes(backlog.historyBytes), bytes(backlog.sizeBytes)) : stateWords.none}
      </Fact>
      <Fact name={stateWords.copies}>
        {stateWords.copiesOf(count(fullSyncs), count(partialSyncsOk), count(partialSyncsFailed))}
      </Fact>
    </Facts>
  );
}

function Master({ master }: { readonly master: NonNullable<ReplicationReport['master']> }) {
  const { host, port, link, downSeconds, lastIoSeconds, syncing, syncLeftBytes, readOnly } = master;
  return (
    <Facts nameWidth={112}>
      <Fact name={stateWords.master}>
        {host}:{port ?? UNKNOWN}
      </Fact>
      <Fact name={stateWords.link}>
        <span className={link === 'up' ? undefined : classes.attention}>
          {downSeconds === null ? link : stateWords.linkFor(link, duration(downSeconds))}
        </span>
      </Fact>
      <Fact name={stateWords.lastIo}>
        {lastIoSeconds === null ? UNKNOWN : stateWords.agoOf(duration(lastIoSeconds))}
      </Fact>
      {syncing && <Fact name={stateWords.copying}>{stateWords.left(bytes(syncLeftBytes))}</Fact>}
      <Fact name={stateWords.readOnly}>{readOnly === null ? UNKNOWN : readOnly ? stateWords.yes : stateWords.no}</Fact>
    </Facts>
  );
}

const columns: readonly PlainColumn<ReplicationReport['replicas'][number]>[] = [
  { title: stateWords.replica, cell: ({ address }) => <span className={classes.mono}>{address}</span>, wide: true },
  { title: stateWords.state, cell: ({ state }) => state },
  { title: stateWords.behind, cell: ({ behindBytes }) => bytes(behindBytes), right: true },
  { title: stateWords.lag, cell: ({ lagSeconds }) => duration(lagSeconds), right: true },
];
