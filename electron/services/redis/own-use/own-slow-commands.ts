import { OWN_CONNECTION_NAME } from './own-counters.ts';

/** Requests the newest entries of the slow log; null when the server refuses. */
export type AskSlowLog = (count: number) => Promise<unknown>;

/** The length of a slow log without the commands of this app. Reads its entries only when there is a new one. */
export interface SlowLogCount {
  /** @param length the reply of SLOWLOG LEN */
  of(length: number, ask: AskSlowLog): Promise<number>;
}

export function createSlowLogCount(): SlowLogCount {
  let newest: unknown = null;
  let known = 0;
  let ours = 0;
  return {
    async of(length, ask) {
      if (length === 0) return 0;
      const first = idOf(await ask(1));
      if (first !== newest || length !== known) {
        ours = ownSlowCommands(await ask(length));
        newest = first;
        known = length;
      }
      return Math.max(0, length - ours);
    },
  };
}

function idOf(entries: unknown): unknown {
  return Array.isArray(entries) && Array.isArray(entries[0]) ? entries[0][0] : null;
}

/** The sixth field of an entry is the client's name, since Redis 4: https://redis.io/docs/latest/commands/slowlog-get/ */
export function ownSlowCommands(entries: unknown): number {
  if (!Array.isArray(entries)) return 0;
  return entries.filter((entry: unknown) => Array.isArray(entry) && entry[5] === OWN_CONNECTION_NAME).length;
}
