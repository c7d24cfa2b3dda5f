import { type InfoFields, infoNumber } from '../info/info.ts';
import { OWN_CONNECTION_NAME } from './own-counters.ts';

/** CLIENT LIST with this many clients takes a server noticeable time, so it is requested less often. */
const MANY_CLIENTS = 500;
const LIST_INTERVAL_MS = 10_000;

/** Requests CLIENT LIST; null when the server refuses it. */
export type AskClients = () => Promise<string | null>;

/**
 * The number of connections of this app to a server, of all its processes. Requests CLIENT LIST only after a change in
 * the connections, and once more after that, since a new connection gets its name shortly after Redis counts it.
 */
export interface ConnectionCount {
  of(info: InfoFields, ask: AskClients, nowMs: number): Promise<number>;
}

export function createConnectionCount(): ConnectionCount {
  let ours = 1;
  let known = '';
  let askAgain = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  return {
    async of(info, ask, nowMs) {
      const connected = infoNumber(info, 'connected_clients') ?? 0;
      const now = `${connected} ${info.get('total_connections_received')}`;
      if (now === known && !askAgain) return ours;
      if (connected > MANY_CLIENTS && nowMs - askedAtMs < LIST_INTERVAL_MS) return ours;
      const list = await ask();
      askAgain = now !== known;
      known = now;
      askedAtMs = nowMs;
      // Without a list only this connection counts.
      if (list === null) return ours;
      ours = ownConnections(list);
      // Corrects for connections that changed between INFO and the list.
      return connected - (allConnections(list) - ours);
    },
  };
}

/** Counts like `connected_clients` in INFO, which excludes replicas. */
function allConnections(list: string): number {
  return list.split('\n').filter((line) => line !== '' && !isReplica(line)).length;
}

function isReplica(line: string): boolean {
  return / flags=\w*S/.test(line);
}

/** A connection that has sent only its password. It may be one of ours that gets its name next. */
function isOpening(line: string): boolean {
  return / name= /.test(line) && / age=[01] /.test(line) && / cmd=(NULL|auth)( |$)/.test(line);
}

/**
 * Without the connection that receives data like a replica, which `connected_clients` does not include either.
 * @param list the reply of CLIENT LIST, https://redis.io/docs/latest/commands/client-list/
 */
export function ownConnections(list: string): number {
  const isOurs = (line: string) => line.includes(` name=${OWN_CONNECTION_NAME} `) || isOpening(line);
  return list.split('\n').filter((line) => isOurs(line) && !isReplica(line)).length;
}
