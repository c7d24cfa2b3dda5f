import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { useHistory } from '../../../client/live.ts';
import { Figure } from '../../../components/charts/figure.tsx';
import { MemoryBar } from '../../../components/charts/memory-bar.tsx';
import { Sparkline } from '../../../components/charts/sparkline.tsx';
import { StateBadge } from '../../../components/feedback/state-badge.tsx';
import { RuntimeIcon } from '../../../components/layout/runtime-icon.tsx';
import { Time } from '../../../components/layout/time.tsx';
import type { DataColumn } from '../../../components/table/data-table-columns.ts';
import { bytes, bytesParts, count, duration, percentValue, UNKNOWN } from '../../../lib/format.ts';
import { badgeState } from '../model/problem-cure.ts';
import { keysOf } from '../model/totals.ts';
import * as listWords from '../words/list.ts';
import classes from './columns.module.css';
import { KeysFigure } from './keys-figure.tsx';
import { ReplicaMark } from './replica-mark.tsx';

/** A row of the table of instances. */
export interface InstanceRow {
  readonly instance: InstanceStatus;
  /** The app is disconnected, so the values are old. */
  readonly stale: boolean;
}

export const columns: readonly DataColumn<InstanceRow>[] = [
  {
    id: 'name',
    title: listWords.instance,
    width: 116,
    grow: 260,
    cell: ({ instance: { id, replication } }) => (
      <>
        <span className={classes.name} title={id}>
          {id}
        </span>
        <ReplicaMark replication={replication} />
      </>
    ),
    sortValue: ({ instance }) => instance.id,
  },
  {
    id: 'state',
    title: listWords.state,
    width: 82,
    cell: ({ instance, stale }) => <StateBadge status={badgeState(instance, stale)} />,
    sortValue: ({ instance }) => instance.state,
  },
  {
    id: 'runtime',
    title: listWords.runtime,
    width: 68,
    drop: 9,
    cell: ({ instance }) => <RuntimeName runtime={instance.runtime} />,
    sortValue: ({ instance }) => instance.runtime,
  },
  {
    id: 'port',
    title: listWords.port,
    width: 44,
    align: 'right',
    cell: ({ instance }) => <PortCell instance={instance} />,
    sortValue: ({ instance }) => instance.port,
  },
  {
    id: 'version',
    title: listWords.version,
    width: 50,
    drop: 10,
    cell: ({ instance }) => <span className={classes.version}>{instance.version ?? UNKNOWN}</span>,
    sortValue: ({ instance }) => instance.version,
  },
  {
    id: 'memory',
    title: listWords.memory,
    width: 162,
    cell: ({ instance }) => <MemoryCell instance={instance} />,
    sortValue: ({ instance }) => instance.memory.usedBytes,
  },
  {
    id: 'clients',
    title: listWords.clients,
    width: 44,
    align: 'right',
    cell: ({ instance }) => count(instance.clients.connected),
    sortValue: ({ instance }) => instance.clients.connected,
  },
  {
    id: 'trend',
    title: listWords.trend,
    width: 44,
    drop: 1,
    cell: ({ instance }) => <OpsTrend id={instance.id} />,
  },
  {
    id: 'ops',
    title: listWords.opsS,
    width: 42,
    align: 'right',
    cell: ({ instance }) => count(instance.commands.perSecond),
    sortValue: ({ instance }) => instance.commands.perSecond,
  },
  {
    id: 'hit-rate',
    title: listWords.hitRate,
    width: 48,
    align: 'right',
    cell: ({ instance: { hitRate } }) => (
      <Figure value={percentValue(hitRate)} unit={hitRate === null ? undefined : '%'} />
    ),
    sortValue: ({ instance }) => instance.hitRate,
  },
  {
    id: 'keys',
    title: listWords.keys,
    width: 60,
    align: 'right',
    cell: ({ instance }) => <KeysFigure instance={instance} />,
    sortValue: ({ instance }) => keysOf(instance),
  },
  {
    id: 'uptime',
    title: listWords.uptime,
    width: 74,
    align: 'right',
    drop: 8,
    cell: ({ instance }) => duration(instance.uptimeSeconds),
    sortValue: ({ instance }) => instance.uptimeSeconds,
  },
  {
    id: 'last-save',
    title: listWords.lastSave,
    width: 78,
    align: 'right',
    cell: ({ instance }) => <Time at={instance.persistence.lastSaveAt} />,
    sortValue: ({ instance }) => instance.persistence.lastSaveAt,
  },
];

function PortCell({ instance: { port, socket } }: { readonly instance: InstanceStatus }) {
  if (port === null && socket !== undefined)
    return <span title={listWords.unixSocket(socket)}>{listWords.socket}</span>;
  return port ?? UNKNOWN;
}

export function RuntimeName({ runtime }: Pick<InstanceStatus, 'runtime'>) {
  if (runtime === null) return UNKNOWN;
  return (
    <span className={classes.runtime}>
      <RuntimeIcon runtime={runtime} size={14} />
      {runtimeTraits[runtime].label}
    </span>
  );
}

function MemoryCell({ instance: { memory } }: { readonly instance: InstanceStatus }) {
  const used = bytesParts(memory.usedBytes);
  return (
    <span className={classes.memory}>
      <MemoryBar usedBytes={memory.usedBytes} limitBytes={memory.limitBytes} width={32} />
      <Figure
        value={`${used.value}${used.unit && ` ${used.unit}`}`}
        of={memory.limitBytes === null ? undefined : bytes(memory.limitBytes)}
      />
    </span>
  );
}

/**
 * The smallest scale of the trend, in operations per second. The app's own polling stays below it, so an idle server
 * looks idle.
 */
export const MIN_OPS_SCALE = 20;

function OpsTrend({ id }: { readonly id: string }) {
  const values = useHistory(id).map(({ opsPerSecond }) => opsPerSecond);
  return <Sparkline values={values} width={44} minScale={MIN_OPS_SCALE} label={listWords.operationsOfId(id)} />;
}
