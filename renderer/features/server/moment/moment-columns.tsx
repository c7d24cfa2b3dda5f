import type { MomentReport } from '../../../../shared/contract/server.ts';
import { bytes, count, exactTime, UNKNOWN } from '../../../lib/format.ts';
import classes from '../frame/panel.module.css';
import type { PlainColumn } from '../frame/plain-table.tsx';
import { milliseconds } from '../model/figures.ts';
import * as momentWords from '../words/moment.ts';

export const commandColumns: readonly PlainColumn<MomentReport['commands'][number]>[] = [
  { title: momentWords.command, cell: ({ command }) => mono(command), wide: true },
  { title: momentWords.calls, cell: ({ calls }) => count(calls), right: true },
  { title: momentWords.time, cell: ({ usec }) => milliseconds(usec), right: true },
  { title: momentWords.perCall, cell: ({ calls, usec }) => milliseconds(usec / Math.max(1, calls)), right: true },
];

export const slowColumns: readonly PlainColumn<MomentReport['slow'][number]>[] = [
  { title: momentWords.time, cell: ({ at }) => exactTime(at) },
  { title: momentWords.took, cell: ({ tookUsec }) => milliseconds(tookUsec), right: true },
  { title: momentWords.command, cell: ({ command }) => mono(command), wide: true },
  { title: momentWords.client, cell: ({ client, address }) => client || address || UNKNOWN },
];

type Group = NonNullable<MomentReport['clients']>['groups'][number];

export const groupColumns: readonly PlainColumn<Group>[] = [
  { title: momentWords.client, cell: ({ name, library }) => name || library || momentWords.noName },
  { title: momentWords.host, cell: ({ host }) => mono(host) },
  { title: momentWords.count, cell: (group) => count(group.count), right: true },
  { title: momentWords.blocked, cell: ({ blocked }) => count(blocked), right: true },
  { title: momentWords.output, cell: ({ outputBytes }) => bytes(outputBytes), right: true },
  { title: momentWords.memory, cell: ({ memoryBytes }) => bytes(memoryBytes), right: true },
  { title: momentWords.last, cell: ({ commands }) => mono(commands.join(', ')), wide: true },
];

export const latencyColumns: readonly PlainColumn<MomentReport['latency'][number]>[] = [
  { title: momentWords.time, cell: ({ at }) => exactTime(at) },
  { title: momentWords.took, cell: ({ ms }) => `${count(ms)} ms`, right: true },
  { title: momentWords.event, cell: ({ event }) => mono(event), wide: true },
];

function mono(text: string) {
  return (
    <span className={classes.mono} title={text}>
      {text || UNKNOWN}
    </span>
  );
}
