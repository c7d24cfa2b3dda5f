import type { SlowEntry, SlowGroup } from '../../../../shared/contract/server.ts';
import { Time } from '../../../components/layout/time.tsx';
import type { DataColumn } from '../../../components/table/data-table-columns.ts';
import { count, fullTime, UNKNOWN } from '../../../lib/format.ts';
import classes from '../frame/panel.module.css';
import { milliseconds } from '../model/figures.ts';
import * as slowLogWords from '../words/slow-log.ts';

export const groupColumns: readonly DataColumn<SlowGroup>[] = [
  {
    id: 'command',
    title: slowLogWords.command,
    width: 110,
    grow: 120,
    cell: ({ name, longest }) => mono(name, longest),
    sortValue: ({ name }) => name,
  },
  {
    id: 'keys',
    title: slowLogWords.keys,
    width: 120,
    grow: 260,
    cell: ({ pattern, longest }) => mono(pattern || UNKNOWN, longest),
    sortValue: ({ pattern }) => pattern,
  },
  {
    id: 'count',
    title: slowLogWords.times,
    width: 56,
    align: 'right',
    cell: (group) => count(group.count),
    sortValue: (group) => group.count,
  },
  {
    id: 'total',
    title: slowLogWords.total,
    width: 80,
    align: 'right',
    cell: ({ totalUsec }) => milliseconds(totalUsec),
    sortValue: ({ totalUsec }) => totalUsec,
  },
  {
    id: 'longest',
    title: slowLogWords.longest,
    width: 80,
    align: 'right',
    cell: ({ maxUsec, longest }) => <span title={longest}>{milliseconds(maxUsec)}</span>,
    sortValue: ({ maxUsec }) => maxUsec,
  },
  {
    id: 'last',
    title: slowLogWords.last,
    width: 88,
    align: 'right',
    drop: 1,
    cell: ({ lastAt }) => <Time at={lastAt} />,
    sortValue: ({ lastAt }) => lastAt,
  },
];

export const entryColumns: readonly DataColumn<SlowEntry>[] = [
  {
    id: 'time',
    title: slowLogWords.time,
    width: 152,
    grow: 0,
    cell: ({ at }) => fullTime(at),
    sortValue: ({ at }) => at,
  },
  {
    id: 'took',
    title: slowLogWords.took,
    width: 76,
    grow: 0,
    align: 'right',
    cell: ({ tookUsec }) => milliseconds(tookUsec),
    sortValue: ({ tookUsec }) => tookUsec,
  },
  {
    id: 'command',
    title: slowLogWords.command,
    width: 160,
    grow: 360,
    cell: ({ command }) => mono(command, command),
    sortValue: ({ command }) => command,
  },
  {
    id: 'client',
    title: slowLogWords.client,
    width: 140,
    grow: 140,
    drop: 1,
    cell: ({ client, address }) => (
      <span className={classes.line} title={`${client} ${address}`.trim()}>
        {client !== '' && <span>{client}</span>}
        <span className={classes.weak}>{address === '?:0' ? slowLogWords.inAScript : address || UNKNOWN}</span>
      </span>
    ),
    sortValue: ({ client, address }) => client || address,
  },
];

function mono(text: string, title: string) {
  return (
    <div className={classes.mono} title={title}>
      {text}
    </div>
  );
}
