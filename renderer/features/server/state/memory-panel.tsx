import type { MemoryReport } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { bytes, fixed, percent, UNKNOWN } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { Advice, PartView } from '../frame/part-view.tsx';
import { type PlainColumn, PlainTable } from '../frame/plain-table.tsx';
import { usePanel } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import * as stateWords from '../words/state.ts';

const EVERY_MS = 5000;

/** What a server uses its memory for, and its advice. */
export function MemoryPanel({ id }: { readonly id: string }) {
  const report = usePanel<MemoryReport>({
    key: ['memory', id],
    read: () => api.server.memory({ id }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(stateWords.memory, id),
  });
  return (
    <>
      <PanelContent id={id} panel="memory" report={report} scrolls>
        {(data) => (
          <>
            <div className={classes.columns}>
              <Section title={stateWords.memory}>
                <Figures report={data} />
              </Section>
              <Section title={frameWords.advice}>
                <Advice part={data.doctor} />
              </Section>
            </div>
            <div className={classes.columns}>
              <Section title={stateWords.usage}>
                <PartView part={data.stats}>
                  {() => (
                    <PlainTable
                      label={stateWords.usage}
                      columns={usageColumns}
                      rows={data.usage}
                      rowId={({ use }) => use}
                    />
                  )}
                </PartView>
              </Section>
              <Section title={stateWords.byClient}>
                <PlainTable
                  label={stateWords.byClient}
                  columns={clientColumns}
                  rows={data.clients}
                  rowId={({ kind }) => kind}
                />
              </Section>
            </div>
            <Section title={stateWords.stats}>
              <PartView part={data.stats}>
                {(stats) => (
                  <PlainTable
                    label={stateWords.stats}
                    columns={statColumns}
                    rows={stats}
                    rowId={({ name }, index) => `${name} ${index}`}
                  />
                )}
              </PartView>
            </Section>
          </>
        )}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'memory' })} />
      </div>
    </>
  );
}

function Figures({ report }: { readonly report: MemoryReport }) {
  const { fragmentation, fragmentationBytes } = report;
  return (
    <Facts nameWidth={112}>
      <Fact name={stateWords.used}>{bytes(report.usedBytes)}</Fact>
      <Fact name={stateWords.peak}>{bytes(report.peakBytes)}</Fact>
      <Fact name={stateWords.resident}>{bytes(report.residentBytes)}</Fact>
      <Fact name={stateWords.limit}>{report.limitBytes === null ? stateWords.noLimit : bytes(report.limitBytes)}</Fact>
      <Fact name={stateWords.policy}>{report.policy ?? UNKNOWN}</Fact>
      <Fact name={stateWords.fragmentation}>
        {fragmentation === null
          ? UNKNOWN
          : stateWords.fragmentationOf(fixed(fragmentation, 2), bytes(fragmentationBytes))}
      </Fact>
      <Fact name={stateWords.allocator}>{report.allocator ?? UNKNOWN}</Fact>
    </Facts>
  );
}

const usageColumns: readonly PlainColumn<MemoryReport['usage'][number]>[] = [
  { title: stateWords.use, cell: ({ use }) => stateWords.uses[use] ?? use, wide: true },
  { title: stateWords.bytes, cell: ({ bytes: size }) => bytes(size), right: true },
  { title: stateWords.share, cell: ({ share }) => percent(share), right: true },
];

const clientColumns: readonly PlainColumn<MemoryReport['clients'][number]>[] = [
  { title: stateWords.kind, cell: ({ kind }) => stateWords.kinds[kind] ?? kind, wide: true },
  { title: stateWords.bytes, cell: ({ bytes: size }) => bytes(size), right: true },
];

const statColumns: readonly PlainColumn<NonNullable<MemoryReport['stats']['value']>[number]>[] = [
  { title: stateWords.name, cell: ({ name }) => <span className={classes.mono}>{name}</span> },
  { title: stateWords.value, cell: ({ value }) => <span className={classes.mono}>{value}</span>, wide: true },
];
