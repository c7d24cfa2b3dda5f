import type { ConnectedClient } from '../../../../shared/contract/server.ts';
import type { DataColumn } from '../../../components/table/data-table-columns.ts';
import { bytes, duration, UNKNOWN } from '../../../lib/format.ts';
import classes from '../frame/panel.module.css';
import * as clientWords from '../words/clients.ts';

/** The best name for a client: its own name, its program, or none. */
export function clientName({ own, name, program }: ConnectedClient): string {
  if (own) return clientWords.thisApp;
  return name || program || clientWords.noName;
}

export const clientColumns: readonly DataColumn<ConnectedClient>[] = [
  figure('id', clientWords.id, 64, ({ id }) => id, String),
  {
    id: 'client',
    title: clientWords.client,
    width: 140,
    grow: 220,
    cell: (client) => <Who client={client} />,
    sortValue: clientName,
  },
  text('address', clientWords.address, 140, ({ address }) => address, 2),
  text('library', clientWords.library, 96, ({ library }) => library, 4),
  text('user', clientWords.user, 64, ({ user }) => user, 6),
  {
    id: 'role',
    title: clientWords.role,
    width: 64,
    drop: 5,
    cell: ({ role }) => clientWords.roles[role],
    sortValue: ({ role }) => role,
  },
  text('command', clientWords.command, 104, ({ command }) => command, 1),
  { ...figure('database', clientWords.database, 36, ({ database }) => database, String), drop: 8 },
  { ...figure('age', clientWords.age, 72, ({ ageSeconds }) => ageSeconds, duration), drop: 3 },
  figure('idle', clientWords.idle, 72, ({ idleSeconds }) => idleSeconds, duration),
  { ...figure('query', clientWords.query, 64, ({ queryBytes }) => queryBytes, bytes), drop: 7 },
  { ...figure('output', clientWords.output, 64, ({ outputBytes }) => outputBytes, bytes), drop: 6 },
  figure('memory', clientWords.memory, 68, ({ memoryBytes }) => memoryBytes, bytes),
];

function Who({ client }: { readonly client: ConnectedClient }) {
  const { name, program, own } = client;
  const second = own || name === '' ? null : program;
  return (
    <span className={classes.line} title={[name, program].filter(Boolean).join(', ')}>
      <span className={own || (name === '' && program === null) ? classes.weak : undefined}>{clientName(client)}</span>
      {second !== null && <span className={classes.weak}>{second}</span>}
    </span>
  );
}

function text(
  id: string,
  title: string,
  width: number,
  value: (client: ConnectedClient) => string,
  drop: number,
): DataColumn<ConnectedClient> {
  const cell = (client: ConnectedClient) => (
    <div className={classes.mono} title={value(client)}>
      {value(client) || UNKNOWN}
    </div>
  );
  return { id, title, width, drop, cell, sortValue: value };
}

function figure(
  id: string,
  title: string,
  width: number,
  value: (client: ConnectedClient) => number | null,
  written: (value: number) => string,
): DataColumn<ConnectedClient> {
  const cell = (client: ConnectedClient) => {
    const figure = value(client);
    return figure === null ? UNKNOWN : written(figure);
  };
  return { id, title, width, grow: 0, align: 'right', cell, sortValue: value };
}
