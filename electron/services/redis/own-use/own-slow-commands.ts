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

/** The address of the commands that a script runs, which have no name of a client. */
const IN_SCRIPT = '?:0';
const scriptCommand = /^(EVAL|EVALSHA|FCALL)(_RO)?$/i;

/**
 * Which entries of a slow log are of this app, in the order of the reply of SLOWLOG GET, newest first. The sixth field of
 * an entry is the client's name, since Redis 4: https://redis.io/docs/latest/commands/slowlog-get/ The commands of a
 * script have none. Nothing runs between them, so they are the entries directly before that of their script.
 */
export function whichAreOwn(entries: readonly unknown[]): readonly boolean[] {
  let isOwnScript = false;
  return entries.map((entry) => {
    if (!Array.isArray(entry)) return false;
    const [, , , args, address, name] = entry as readonly unknown[];
    if (address === IN_SCRIPT) return isOwnScript;
    const isOwn = name === OWN_CONNECTION_NAME;
    isOwnScript = isOwn && Array.isArray(args) && scriptCommand.test(String(args[0]));
    return isOwn;
  });
}

/** How many entries are of this app. */
export function ownSlowCommands(entries: unknown): number {
  return Array.isArray(entries) ? whichAreOwn(entries).filter(Boolean).length : 0;
}
