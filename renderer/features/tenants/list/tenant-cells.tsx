import { IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import type { OperationKind } from '../../../../shared/contract/operation.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { shownState } from '../../../../shared/shown-state.ts';
import { useConnection } from '../../../client/api.ts';
import { useHistory } from '../../../client/live.ts';
import { Figure } from '../../../components/charts/figure.tsx';
import { MemoryBar } from '../../../components/charts/memory-bar.tsx';
import { Sparkline } from '../../../components/charts/sparkline.tsx';
import { badgeWords } from '../../../components/feedback/badge-state.ts';
import { StateBadge } from '../../../components/feedback/state-badge.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes, bytesParts, count, duration, percent, UNKNOWN } from '../../../lib/format.ts';
import * as libWords from '../../../lib/words.ts';
import { MIN_OPS_SCALE } from '../../instances/list/columns.tsx';
import { KeysFigure } from '../../instances/list/keys-figure.tsx';
import { ReplicaMark } from '../../instances/list/replica-mark.tsx';
import { badgeState, problemName } from '../../instances/model/problem-cure.ts';
import { BranchBadge } from '../branch/branch-badge.tsx';
import type { TenantRow } from '../model/tenant-row.ts';
import * as listWords from '../words/list.ts';
import classes from './tenant-cells.module.css';

interface CellProps {
  readonly row: TenantRow;
}

export function WhoCell({ row: { id, status, record } }: CellProps) {
  const { url, runtime, version, passwordSet } = status;
  const where = status.engine ?? (runtime && runtimeTraits[runtime].label);
  return (
    <>
      <div className={classes.first}>
        <span className={classes.id} title={record.notes ?? id}>
          {id}
        </span>
        {record.companions.length > 0 && <Services of={record.companions} />}
        {record.branch && <BranchBadge branch={record.branch} />}
        <ReplicaMark replication={status.replication} />
        {passwordSet && <IconLock size={12} className={classes.lock} aria-label={listWords.hasAPassword} />}
      </div>
      <div className={classes.second}>
        <span className="mono">{url?.replace(/^(?:rediss?|unix):\/\//, '') ?? UNKNOWN}</span>
        {where && ` · ${where}${version === null ? '' : ` ${version}`}`}
      </div>
    </>
  );
}

/** The services beside its Redis, with the state of each that does not run. */
function Services({ of }: { readonly of: TenantRow['record']['companions'] }) {
  const texts = of.map(({ title, state, problem }) =>
    state === 'running' ? title : `${title} ${libWords.insideSentence(badgeWords[shownState({ state, problem })])}`,
  );
  const trouble = of.flatMap(({ problem }) => (problem ? coreDetail(problem.message) : []));
  return (
    <span
      className={classes.services}
      data-trouble={trouble.length > 0 || undefined}
      title={[...texts, ...trouble].join('\n')}
    >
      {listWords.withServices(texts.join(', '))}
    </span>
  );
}

export function StateCell({ row: { status, operation } }: CellProps) {
  const known = useConnection().state === 'connected';
  const since = operation ? `${doing[operation.kind] ?? listWords.busy}…` : sinceText(status);
  return (
    <>
      <StateBadge status={badgeState(status, !known)} />
      <div className={classes.since}>{known && since}</div>
    </>
  );
}

/** The running operation in a word or two. */
const doing: Partial<Record<OperationKind, string>> = {
  start: listWords.starting,
  stop: listWords.stopping,
  restart: listWords.restarting,
  backup: listWords.backingUp,
  restore: listWords.restoring,
  repair: listWords.repairing,
  'create-client': listWords.beingCreated,
  branch: listWords.beingCreated,
  'destroy-client': listWords.beingDestroyed,
  'undo-destroy': listWords.beingRecovered,
  'create-companion': listWords.creatingAService,
  'start-companion': listWords.startingAService,
  'stop-companion': listWords.stoppingAService,
  'remove-companion': listWords.removingAService,
  'backup-companion': listWords.backingUp,
  'restore-companion': listWords.restoring,
  'move-client': listWords.moving,
};

function sinceText({ state, problem, uptimeSeconds }: TenantRow['status']): string {
  if (problem) return libWords.insideSentence(problemName(problem));
  return state === 'running' && uptimeSeconds !== null ? listWords.forUptimeSeconds(duration(uptimeSeconds)) : '';
}

export const OpsTrend = memo(function OpsTrend({ id }: { readonly id: string }) {
  const values = useHistory(id).map(({ opsPerSecond }) => opsPerSecond);
  return (
    <Sparkline values={values} width={88} height={28} minScale={MIN_OPS_SCALE} label={listWords.operationsOfId(id)} />
  );
});

export function MemoryCell({ row: { status } }: CellProps) {
  const { usedBytes, limitBytes } = status.memory;
  const used = bytesParts(usedBytes);
  return (
    <>
      <Figure
        value={`${used.value}${used.unit && ` ${used.unit}`}`}
        of={limitBytes === null ? undefined : bytes(limitBytes)}
      />
      <div className={classes.bar}>
        <MemoryBar usedBytes={usedBytes} limitBytes={limitBytes} width={126} />
      </div>
    </>
  );
}

export function OpsCell({ row: { status } }: CellProps) {
  const { connected } = status.clients;
  return (
    <>
      {count(status.commands.perSecond)}
      {connected !== null && <div className={classes.hint}>{counted(connected, 'client')}</div>}
    </>
  );
}

export function KeysCell({ row: { keys, status } }: CellProps) {
  return (
    <>
      {status.lastKnownKeys === null ? count(keys) : <KeysFigure instance={status} />}
      {status.lastKnownKeys !== null && <div className={classes.hint}>{listWords.lastKnown}</div>}
      {status.hitRate !== null && <div className={classes.hint}>{listWords.hitRateHits(percent(status.hitRate))}</div>}
    </>
  );
}
