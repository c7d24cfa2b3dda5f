import { AppError } from '../../../../shared/contract/errors.ts';
import type { ClientsReport, ConnectedClient, KilledClient } from '../../../../shared/contract/server.ts';
import type { LocalPrograms } from '../../ports/local-programs.ts';
import { clientRole, type ListedClient, parseClientList } from '../../redis/info/client-list.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import {
  ANSWER_MS,
  askAll,
  boundedText,
  refusalOf,
  runningServer,
  type ServerDeps,
  unreachable,
} from '../ask-server.ts';

/** Connections in one report. */
const MAX_CLIENTS = 1000;
const MAX_TEXT = 200;
/** Connections of this app: the console belongs to its user. */
const ownNames: ReadonlySet<string> = new Set([OWN_CONNECTION_NAME, 'vrooli-redis-benchmark']);

/** The connections of a server. @throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE */
export async function clientsReport(deps: ServerDeps, programs: LocalPrograms, id: string): Promise<ClientsReport> {
  const { instance, link } = await runningServer(deps, id);
  const { list, info } = await askAll(id, link, { list: ['CLIENT', 'LIST'], info: ['INFO', 'clients'] });
  if (list.refused) throw refusedPanel(id, list.refused.command, list.refused.said);
  const listed = parseClientList(String(list.reply));
  const port = instance.entry?.address?.port ?? 0;
  const found = await programs.of(
    listed.map(({ address }) => address),
    port,
  );
  const clients = listed.map((client) => shownClient(client, found)).sort(byMemory);
  const own = clients.filter((client) => client.own).length;
  return {
    id,
    at: new Date().toISOString(),
    total: clients.length - own,
    own,
    limit: infoNumber(parseInfo(String(info.reply ?? '')), 'maxclients'),
    clients: clients.slice(0, MAX_CLIENTS),
  };
}

function shownClient(client: ListedClient, programs: ReadonlyMap<string, string>): ConnectedClient {
  const text = (value: string) => boundedText(value, MAX_TEXT);
  const { id, address, flags, database, age, idle, queryBytes, outputBytes, memoryBytes, subscriptions } = client;
  return {
    id,
    address: text(address),
    name: text(client.name),
    user: text(client.user),
    library: text([client.libName, client.libVersion].filter((part) => part !== '').join(' ')),
    program: programs.get(address) ?? null,
    own: ownNames.has(client.name),
    role: clientRole(flags),
    database,
    ageSeconds: age,
    idleSeconds: idle,
    command: text(client.command === 'NULL' ? '' : client.command.toUpperCase().replace('|', ' ')),
    queryBytes,
    outputBytes,
    memoryBytes,
    subscriptions,
  };
}

function byMemory(one: ConnectedClient, other: ConnectedClient): number {
  return memoryOf(other) - memoryOf(one) || one.id - other.id;
}

function memoryOf({ memoryBytes, queryBytes, outputBytes }: ConnectedClient): number {
  return memoryBytes ?? queryBytes + outputBytes;
}

export interface KillInput {
  readonly id: string;
  readonly client: number;
  readonly address?: string | undefined;
}

/**
 * Closes one connection. A restarted server gives ids out again, so the address is compared too.
 * @throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE, BAD_VALUE for a connection of this app
 */
export async function killClient(deps: ServerDeps, { id, client, address }: KillInput): Promise<KilledClient> {
  const { link } = await runningServer(deps, id);
  const { list } = await askAll(id, link, { list: ['CLIENT', 'LIST'] });
  if (list.refused) throw refusedPanel(id, list.refused.command, list.refused.said);
  const found = parseClientList(String(list.reply)).find((one) => one.id === client);
  const gone = { id, client, address: boundedText(address ?? '', MAX_TEXT), killed: false };
  if (!found || (address !== undefined && boundedText(found.address, MAX_TEXT) !== address)) return gone;
  if (ownNames.has(found.name)) {
    const expected = 'the id of a client of another program';
    const message = `Client ${client} is a connection of this app, which would only connect again. Choose a client of another program.`;
    throw new AppError('BAD_VALUE', message, { field: 'client', expected });
  }
  const filters = ['ID', String(client), 'ADDR', found.address];
  try {
    const closed = await link.call(ANSWER_MS, 'CLIENT', 'KILL', ...filters);
    return { id, client, address: boundedText(found.address, MAX_TEXT), killed: closed !== 0 };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ReplyError') throw unreachable(id, error);
    const { command, said } = refusalOf(['CLIENT', 'KILL'], error);
    throw refusedPanel(id, command, said);
  }
}

/** The failure of a panel that has only one command. */
export function refusedPanel(id: string, command: string, said: string | null): AppError<'COMMAND_UNAVAILABLE'> {
  const reason = said === null ? '' : `: ${said}`;
  return new AppError('COMMAND_UNAVAILABLE', `${id} refuses ${command}${reason}`, { command });
}
