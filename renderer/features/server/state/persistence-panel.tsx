import type { PersistenceReport } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { bytes, count, duration, elapsed, percent, UNKNOWN } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import { PanelContent } from '../frame/panel-content.tsx';
import { usePanel } from '../model/use-panel.ts';
import * as frameWords from '../words/frame.ts';
import * as stateWords from '../words/state.ts';

const EVERY_MS = 2000;
const NAME_WIDTH = 128;

/** Saves and the append-only file of a server. */
export function PersistencePanel({ id }: { readonly id: string }) {
  const report = usePanel<PersistenceReport>({
    key: ['persistence', id],
    read: () => api.server.persistence({ id }),
    everyMs: EVERY_MS,
    doing: frameWords.readPanel(frameWords.panelTitles.persistence, id),
  });
  return (
    <>
      <PanelContent id={id} panel="persistence" report={report} scrolls>
        {(data) => (
          <>
            {data.loading && (
              <div className={classes.notes}>
                <p className={classes.attention}>{stateWords.loading}</p>
              </div>
            )}
            <div className={classes.columns}>
              <Section title={stateWords.snapshots}>
                <Snapshots report={data} />
              </Section>
              <Section title={stateWords.aof}>
                {data.aof.enabled ? <AppendOnly aof={data.aof} /> : <p>{stateWords.aofOff}</p>}
              </Section>
            </div>
          </>
        )}
      </PanelContent>
      <div className={classes.foot}>
        <CommandLine line={terminalLine('server', { ...instanceFlag(id), section: 'persistence' })} />
      </div>
    </>
  );
}

function Snapshots({ report }: { readonly report: PersistenceReport }) {
  const { saving, savingSeconds, savedShare, savePoints } = report;
  return (
    <Facts nameWidth={NAME_WIDTH}>
      <Fact name={stateWords.lastSave}>
        <Time at={report.lastSaveAt} />
      </Fact>
      <Fact name={stateWords.result}>
        <Result ok={report.lastSaveOk} seconds={report.lastSaveSeconds} />
      </Fact>
      <Fact name={stateWords.changes}>{count(report.changesSinceSave)}</Fact>
      {saving && (
        <Fact name={stateWords.savingNow}>
          {savedShare === null
            ? stateWords.savingFor(duration(savingSeconds))
            : stateWords.savingShare(duration(savingSeconds), percent(savedShare, 0))}
        </Fact>
      )}
      <Fact name={stateWords.saves}>{count(report.saves)}</Fact>
      <Fact name={stateWords.savePoints}>{savePoints === null ? UNKNOWN : savePoints || stateWords.noSavePoints}</Fact>
      <Fact name={stateWords.lastFork}>{elapsed(report.lastForkMs)}</Fact>
      <Fact name={stateWords.copyOnWrite}>{bytes(report.lastCopyOnWriteBytes)}</Fact>
    </Facts>
  );
}

function AppendOnly({ aof }: { readonly aof: PersistenceReport['aof'] }) {
  return (
    <Facts nameWidth={NAME_WIDTH}>
      <Fact name={stateWords.size}>{stateWords.sizeAtRewrite(bytes(aof.sizeBytes), bytes(aof.baseBytes))}</Fact>
      <Fact name={stateWords.lastRewrite}>
        {aof.rewriting ? (
          stateWords.rewriting
        ) : aof.rewriteScheduled ? (
          stateWords.rewriteScheduled
        ) : (
          <Result ok={aof.lastRewriteSeconds === null ? null : aof.lastRewriteOk} seconds={aof.lastRewriteSeconds} />
        )}
      </Fact>
      <Fact name={stateWords.lastWrite}>
        <Result ok={aof.lastWriteOk} seconds={null} />
      </Fact>
      <Fact name={stateWords.fsync}>{aof.fsync ?? UNKNOWN}</Fact>
      <Fact name={stateWords.delayed}>{count(aof.delayedFsyncs)}</Fact>
    </Facts>
  );
}

/** The result of a save or a write. */
function Result({ ok, seconds }: { readonly ok: boolean | null; readonly seconds: number | null }) {
  if (ok === null) return stateWords.noneSinceStart;
  const word = ok ? stateWords.succeeded : stateWords.failed;
  const text = seconds === null ? word : stateWords.resultIn(word, duration(seconds));
  return <span className={ok ? undefined : classes.attention}>{text}</span>;
}
