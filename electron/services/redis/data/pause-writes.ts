import { AppError } from '../../../../shared/contract/errors.ts';
import type { RedisLink } from '../connection/redis-link.ts';
import { type InfoFields, infoNumber, keyspace, parseInfo } from '../info/info.ts';
import type { SaveMark } from './save-mark.ts';

const ANSWER_MS = 30_000;
/** How much longer the last pause before the commit lasts: between the check and the commit nobody checks again. */
const COMMIT_FACTOR = 6;
/** How often a save is repeated because the server accepted writes after it. */
const TRIES = 3;

/** What shows whether a server accepted a write between two moments. */
export interface WriteState {
  readonly runId: string;
  /** `rdb_changes_since_last_save`: grows with every write, and a save takes off what it holds. */
  readonly changes: number;
  /** `rdb_saves`; null before Redis 7. */
  readonly saves: number | null;
}

export interface Commit {
  /** Saves again, because the server accepted writes after the last save. @returns how to recognise that save */
  readonly saveAgain: () => Promise<SaveMark | null>;
  /**
   * Does what cannot be undone.
   * @param now the server's state when it was checked
   * @returns false when nothing was done because the server has accepted a write since
   */
  readonly act: (now: WriteState) => Promise<boolean>;
  /** Whether the act loses what is not in the save. Left out: true. False for a server that saves when it ends. */
  readonly losesWrites?: boolean;
}

/** Writes of all clients are held back until `end`, or until shortly after our program was suspended or killed. */
export interface WritePause {
  /** How many keys the server held when its writes were first held back. */
  readonly keys: number;
  /**
   * SAVE, with the last pause before the commit and its check in the same write: a commit soon after it asks nothing more.
   * @throws the server's own error; LinkError
   */
  save(): Promise<void>;
  /**
   * Does what cannot be undone, when the server holds exactly what was saved. A pause expires while our program is
   * suspended (Ctrl-Z, a closed laptop), and the server accepts writes again: then the save is repeated first.
   * @param mark of the last save, where it is known
   * @throws AppError CONFLICT when the server accepts writes again and again: then nothing was done
   */
  commit(mark: SaveMark | null, commit: Commit): Promise<void>;
  /** Lets writes continue. Harmless after a commit. */
  end(): Promise<void>;
}

export interface PauseOptions {
  readonly id: string;
  readonly link: RedisLink;
  /** How long the server holds writes back if our program is suspended or dies, ms. */
  readonly pauseMs: number;
  readonly op: { readonly log: (text: string) => void };
  /** How long one answer may take, ms. Left out: 30 s. */
  readonly answerMs?: number;
}

/**
 * Holds back the writes of all clients, while reads continue, and renews that until it ends. Redis before 6.2 cannot
 * hold back writes alone: then nothing is held back, and the log of the operation says so.
 * @throws LinkError
 */
export async function pauseWrites(options: PauseOptions): Promise<WritePause> {
  const { id, link, pauseMs, op, answerMs = ANSWER_MS } = options;
  const renew = async (ms: number) => {
    const [paused, info] = await link.batch(answerMs, [pauseCommand(ms), ['INFO']]);
    if (info instanceof Error) throw info;
    const fields = parseInfo(String(info));
    return { held: !(paused instanceof Error), state: writeState(fields), keys: keysOf(fields) };
  };
  const first = await renew(pauseMs);
  if (!first.held) op.log(`${id} cannot hold back writes: what its clients write meanwhile may be lost.`);
  let before = first.state;
  let committed = false;
  /** What a save has shown just now. */
  let checked: { readonly asked: number; readonly state: WriteState } | null = null;
  const lastsMs = pauseMs * COMMIT_FACTOR;
  const timer = setInterval(() => void renew(pauseMs).catch(() => undefined), pauseMs * 0.4);
  const stop = () => clearInterval(timer);
  if (!first.held) stop();

  return {
    keys: first.keys,
    async save() {
      const asked = Date.now();
      // Nothing of another client comes between the three.
      const [saved, , info] = await link.batch(answerMs, [['SAVE'], pauseCommand(lastsMs), ['INFO']]);
      for (const reply of [saved, info]) if (reply instanceof Error) throw reply;
      checked = { asked, state: writeState(parseInfo(String(info))) };
    },
    async commit(mark, { saveAgain, act, losesWrites = true }) {
      stop();
      let saved = mark;
      for (let tried = 1; ; tried++) {
        // A save that took long, or after which this program was suspended, shows too little.
        const recent = checked !== null && Date.now() - checked.asked < pauseMs ? checked : null;
        checked = null;
        const asked = recent?.asked ?? Date.now();
        const state = recent?.state ?? (await renew(lastsMs)).state;
        const holds = !first.held || isUnwritten(before, state, saved);
        // Suspended since the question was sent: the answer may be too old.
        if (holds && Date.now() - asked < pauseMs && (await act(state))) {
          committed = true;
          if (first.held && losesWrites && Date.now() - asked > lastsMs) throw suspended(id);
          return;
        }
        if (tried === TRIES) throw stillWritten(id);
        op.log(`${id} accepted writes after it was saved, because the pause of its writes expired: saving it again.`);
        before = (await renew(lastsMs)).state;
        saved = await saveAgain();
      }
    },
    async end() {
      stop();
      if (!committed) await resumeWrites(link);
    },
  };
}

/** Holds back the writes of all clients: for whoever sends it in one write with a command that must come before it. */
export function pauseCommand(ms: number): readonly [string, ...string[]] {
  return ['CLIENT', 'PAUSE', String(ms), 'WRITE'];
}

function keysOf(info: InfoFields): number {
  return keyspace(info).reduce((sum, { keys }) => sum + keys, 0);
}

/** Lets writes continue that wait. A server that does not answer lets them continue by itself. */
export async function resumeWrites(link: RedisLink): Promise<void> {
  await link.batch(5000, [['CLIENT', 'UNPAUSE']]).catch(() => undefined);
}

export function writeState(info: InfoFields): WriteState {
  return {
    runId: info.get('run_id') ?? '',
    changes: infoNumber(info, 'rdb_changes_since_last_save') ?? 0,
    saves: infoNumber(info, 'rdb_saves'),
  };
}

/**
 * Whether no write came after the save. The replication offset would not do: it stands still without replicas and
 * grows by pings with them.
 */
export function isUnwritten(before: WriteState, now: WriteState, mark: SaveMark | null): boolean {
  if (now.runId !== before.runId) return false;
  if (mark) return now.runId === mark.runId && now.saves === mark.saves && now.changes === 0;
  const saved = now.changes === 0 && (before.saves === null || now.saves === before.saves + 1);
  return saved || (now.changes === before.changes && now.saves === before.saves);
}

function stillWritten(id: string): AppError<'CONFLICT'> {
  const message = `${id} accepted writes after each of ${TRIES} saves, because the pause of its writes expired each time. Nothing was changed. Try again when this computer is less busy.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}

function suspended(id: string): AppError<'CONFLICT'> {
  const message = `This program was suspended while it ended ${id}. The data from before is back, but writes that ${id} accepted in the last moment may be missing. Try again.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}
