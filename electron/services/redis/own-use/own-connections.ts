import { type InfoFields, infoNumber } from '../info/info.ts';
import { OWN_CONNECTION_NAME } from './own-counters.ts';

/** A list of so many clients takes a server noticeable time: it is asked for less often. */
const MANY_CLIENTS = 500;
const EVERY_MS = 10_000;

/** Asks for CLIENT LIST; null when the server refuses. */
export type AskClients = () => Promise<string | null>;

/**
 * How many connections of a server are of this app, whichever of its processes opened them. A list is asked for only
 * when connections came or went, and once more after that: a new one has its name a moment after it is counted.
 */
export interface ConnectionCount {
  of(info: InfoFields, ask: AskClients, nowMs: number): Promise<number>;
}

export function createConnectionCount(): ConnectionCount {
  let ours = 1;
  let known = '';
  let again = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  return {
    async of(info, ask, nowMs) {
      const connected = infoNumber(info, 'connected_clients') ?? 0;
      const now = `${connected} ${info.get('total_connections_received')}`;
      if (now === known && !again) return ours;
      if (connected > MANY_CLIENTS && nowMs - askedAtMs < EVERY_MS) return ours;
      const list = await ask();
      again = now !== known;
      known = now;
      askedAtMs = nowMs;
      // Without a list only this connection is known to be ours.
      if (list === null) return ours;
      ours = ownConnections(list);
      // What came or went between INFO and the list is not of the first.
      return connected - (allConnections(list) - ours);
    },
  };
}

/** As `connected_clients` of INFO counts them: without replicas. */
function allConnections(list: string): number {
  return list.split('\n').filter((line) => line !== '' && !/ flags=\w*S/.test(line)).length;
}

/** One that has sent no command but its password: a moment later it has a name, or is a client. */
function isOpening(line: string): boolean {
  return / name= /.test(line) && / age=[01] /.test(line) && / cmd=(NULL|auth)( |$)/.test(line);
}

/** @param list of CLIENT LIST, https://redis.io/docs/latest/commands/client-list/ */
export function ownConnections(list: string): number {
  return list.split('\n').filter((line) => line.includes(` name=${OWN_CONNECTION_NAME} `) || isOpening(line)).length;
}
