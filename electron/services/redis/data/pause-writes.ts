import { AppError } from '../../../../shared/contract/errors.ts';
import type { RedisLink } from '../connection/redis-link.ts';
import { type InfoFields, infoNumber, keyspace, parseInfo } from '../info/info.ts';
import type { SaveMark } from './save-mark.ts';

const REPLY_TIMEOUT_MS = 30_000;
/** The last pause before the commit is longer by this factor, since no check runs between it and the commit. */
const COMMIT_FACTOR = 6;
/** Attempts to save without a later write by a client. */
const MAX_SAVES = 3;

/** Counters that show whether a server accepted a write between two times. */
export interface WriteState {
  readonly runId: string;
  /** `rdb_changes_since_last_save`: grows with every write; a save subtracts the saved changes. */
  readonly changes: number;
  /** `rdb_saves`; null before Redis 7. */
  readonly saves: number | null;
}

export interface Commit {
  /** Saves again, because the server accepted writes after the last save. @returns the mark of that save */
  readonly saveAgain: () => Promise<SaveMark | null>;
  /**
   * Runs the step that cannot be undone.
   * @param now the server's state at the check
   * @returns false when it did nothing because the server has accepted a write since
   */
  readonly act: (now: WriteState) => Promise<boolean>;
  /** Whether the step loses unsaved writes. True by default; false for a server that saves on shutdown. */
  readonly losesWrites?: boolean;
}

/** Holds back the writes of all clients until `end`, or until shortly after this process is suspended or killed. */
export interface WritePause {
  /** The number of keys at the start of the pause. */
  readonly keys: number;
  /** The replies to the commands that the caller sent with the first pause. */
  readonly replies: readonly unknown[];
  /**
   * Sends SAVE, the last pause and the check in one write, so that a commit soon after it needs no more commands.
   * @throws the server's own error; LinkError
   */
  save(): Promise<void>;
  /**
   * Runs the step that cannot be undone once the server holds exactly the saved data. A pause expires while this process
   * is suspended (Ctrl-Z, a closed laptop), and the server accepts writes again: then the save is repeated first.
   * @param mark the mark of the last save, where it is known
   * @throws AppError CONFLICT when the server accepted writes after every save: then the step did not run
   */
  commit(mark: SaveMark | null, commit: Commit): Promise<void>;
  /** Lets writes continue. Does nothing after a commit. */
  end(): Promise<void>;
}

export interface PauseOptions {
  readonly id: string;
  readonly link: RedisLink;
  /** How long the server holds back writes if this process is suspended or dies. */
  readonly pauseMs: number;
  readonly op: { readonly log: (text: string) => void; readonly warn: (text: string) => void };
  /** The time limit of one reply; 30 s by default. */
  readonly answerMs?: number;
  /** Sent in one write with the first pause, to save a round trip. */
  readonly also?: readonly (readonly [string, ...string[]])[];
}

/**
 * Holds back the writes of all clients while reads continue, and renews the pause until it ends. Redis before 6.2 cannot
 * pause writes alone: then nothing is held back, and the log of the operation reports it.
 * @throws LinkError
 */
export async function pauseWrites(options: PauseOptions): Promise<WritePause> {
  const { id, link, pauseMs, op, answerMs = REPLY_TIMEOUT_MS, also = [] } = options;
  const renew = async (ms: number, more: typeof also = []) => {
    const [paused, info, ...replies] = await link.batch(answerMs, [pauseCommand(ms), ['INFO'], ...more]);
    if (info instanceof Error) throw info;
    const fields = parseInfo(String(info));
    return { isPaused: !(paused instanceof Error), state: writeState(fields), keys: keysOf(fields), replies };
  };
  const first = await renew(pauseMs, also);
  if (!first.isPaused) op.warn(`${id} cannot pause writes: writes of its clients during this time may be lost.`);
  let before = first.state;
  let committed = false;
  /** The state right after the last save. */
  let checked: { readonly asked: number; readonly state: WriteState } | null = null;
  const lastsMs = pauseMs * COMMIT_FACTOR;
  const timer = setInterval(() => void renew(pauseMs).catch(() => undefined), pauseMs * 0.4);
  const stop = () => clearInterval(timer);
  if (!first.isPaused) stop();

  return {
    keys: first.keys,
    replies: first.replies,
    async save() {
      const asked = Date.now();
      // No command of another client comes between the three.
      const [saved, , info] = await link.batch(answerMs, [['SAVE'], pauseCommand(lastsMs), ['INFO']]);
      for (const reply of [saved, info]) if (reply instanceof Error) throw reply;
      checked = { asked, state: writeState(parseInfo(String(info))) };
    },
    async commit(mark, { saveAgain, act, losesWrites = true }) {
      stop();
      let saved = mark;
      for (let attempt = 1; ; attempt++) {
        // The state is outdated after a slow save or a suspension of this process.
        const recent = checked !== null && Date.now() - checked.asked < pauseMs ? checked : null;
        checked = null;
        const asked = recent?.asked ?? Date.now();
        const state = recent?.state ?? (await renew(lastsMs)).state;
        const holds = !first.isPaused || isUnwritten(before, state, saved);
        // If this process was suspended since it sent the check, the reply may be outdated.
        if (holds && Date.now() - asked < pauseMs && (await act(state))) {
          committed = true;
          if (first.isPaused && losesWrites && Date.now() - asked > lastsMs) throw suspended(id);
          return;
        }
        if (attempt === MAX_SAVES) throw writesAfterEachSave(id);
        op.log(`${id} accepted writes after the save because its write pause expired: saving again.`);
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

/** For callers that send the pause in one write with a command before it. */
export function pauseCommand(ms: number): readonly [string, ...string[]] {
  return ['CLIENT', 'PAUSE', String(ms), 'WRITE'];
}

function keysOf(info: InfoFields): number {
  return keyspace(info).reduce((sum, { keys }) => sum + keys, 0);
}

/** Lets writes continue. A server that does not reply continues them when the pause expires. */
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
 * Whether no write followed the save. The replication offset cannot show this: it does not change without replicas, and
 * grows by pings with them.
 */
export function isUnwritten(before: WriteState, now: WriteState, mark: SaveMark | null): boolean {
  if (now.runId !== before.runId) return false;
  if (mark) return now.runId === mark.runId && now.saves === mark.saves && now.changes === 0;
  const saved = now.changes === 0 && (before.saves === null || now.saves === before.saves + 1);
  return saved || (now.changes === before.changes && now.saves === before.saves);
}

function writesAfterEachSave(id: string): AppError<'CONFLICT'> {
  const message = `${id} accepted writes after each of ${MAX_SAVES} saves, because its write pause expired each time. Nothing was changed. Try again when this computer is less busy.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}

function suspended(id: string): AppError<'CONFLICT'> {
  const message = `This app was suspended while it stopped ${id}. The previous data was restored, but the last writes that ${id} accepted may be missing. Try again.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}
