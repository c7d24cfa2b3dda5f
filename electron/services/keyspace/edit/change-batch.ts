import type { Command, KeyConnection } from '../values/key-connection.ts';
import { expireCommand } from './change-commands.ts';
import { asRefusal, digestOf, isSameExpiry, type KeyState, readStates, transaction, unlink } from './key-state.ts';
import type { AfterState } from './pack-record.ts';
import type { UndoPackWriter } from './undo-pack.ts';

export type ManyChange = { readonly kind: 'delete' } | { readonly kind: 'expire'; readonly at: string | null };

export interface BatchResult {
  readonly changed: number;
  readonly skipped: number;
}

/** A batch is repeated without the keys that changed meanwhile. After this many rounds the rest are left unchanged. */
const ROUNDS = 5;

interface Candidate {
  readonly key: Buffer;
  readonly state: KeyState;
}

/**
 * Changes the keys of one batch in a transaction, after their values were written to the undo pack.
 * @throws AppError WRITE_REFUSED; nothing of the batch is changed then
 */
export async function changeBatch(
  connection: KeyConnection,
  pack: UndoPackWriter,
  keys: readonly Buffer[],
  change: ManyChange,
): Promise<BatchResult> {
  if (keys.length === 0) return { changed: 0, skipped: 0 };
  await connection.call('WATCH', ...keys);
  const states = await readStates(connection, keys);
  const present = keys.flatMap((key, at) => {
    const state = states[at];
    return state && state.dump !== null ? [{ key, state }] : [];
  });
  const wanted = present.filter(({ state }) => changes(connection, state, change));
  const skipped = keys.length - present.length;
  if (wanted.length === 0) {
    await connection.call('UNWATCH');
    return { changed: 0, skipped };
  }
  const { database } = connection;
  const after = afterOf(change);
  const first = await pack.add(wanted.map(({ key, state }) => ({ database, key, before: state, after })));
  let left = wanted.map((candidate, at) => ({ ...candidate, number: first + at }));
  for (let round = 0; round < ROUNDS && left.length > 0; round++) {
    if (round > 0) left = await unchanged(connection, pack, left);
    if (left.length === 0) break;
    const replies = await transaction(connection, commandsOf(connection, left, change));
    if (replies === null) continue;
    const failed = replies.find((reply) => reply instanceof Error);
    if (failed instanceof Error) throw asRefusal(connection, failed);
    return { changed: left.length, skipped: keys.length - present.length + wanted.length - left.length };
  }
  await pack.mark(left.map(({ number }) => ({ number, after: { kind: 'skipped' } })));
  return { changed: 0, skipped: skipped + wanted.length };
}

/** Whether the change makes a difference. */
function changes(connection: KeyConnection, state: KeyState, change: ManyChange): boolean {
  if (change.kind === 'delete') return true;
  return !isSameExpiry(connection, state.expireAtMs, change.at === null ? -1 : Date.parse(change.at));
}

export function afterOf(change: ManyChange): AfterState {
  if (change.kind === 'delete') return { kind: 'absent' };
  return { kind: 'unchanged', expireAtMs: change.at === null ? -1 : Date.parse(change.at) };
}

export function commandsOf(
  connection: KeyConnection,
  keys: readonly Pick<Candidate, 'key'>[],
  change: ManyChange,
): readonly Command[] {
  if (change.kind === 'delete') return [[unlink(connection), ...keys.map(({ key }) => key)]];
  return keys.map(({ key }) => expireCommand(key, change.at));
}

/** Watches the keys again, and leaves out those that have changed since their value was read. */
async function unchanged<Kept extends Candidate & { readonly number: number }>(
  connection: KeyConnection,
  pack: UndoPackWriter,
  candidates: readonly Kept[],
): Promise<Kept[]> {
  await connection.call('WATCH', ...candidates.map(({ key }) => key));
  const states = await readStates(
    connection,
    candidates.map(({ key }) => key),
  );
  const same = await Promise.all(
    candidates.map(async ({ state }, at) => {
      const now = states[at];
      if (!now?.dump || !state.dump || !isSameExpiry(connection, now.expireAtMs, state.expireAtMs)) return false;
      return now.dump.equals(state.dump) || (await digestOf(connection, now)) === (await digestOf(connection, state));
    }),
  );
  const changed = candidates.filter((_, at) => !same[at]);
  await pack.mark(changed.map(({ number }) => ({ number, after: { kind: 'skipped' } })));
  return candidates.filter((_, at) => same[at]);
}
