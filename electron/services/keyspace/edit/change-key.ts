import type { KeyChange, KeyChangeResult, NewKeyValue } from '../../../../shared/contract/key-change.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import { bufferOf } from '../values/bounded-reply.ts';
import { fromBytes } from '../values/bytes.ts';
import type { Command } from '../values/key-connection.ts';
import { keyNotFound } from '../values/server-error.ts';
import { afterState } from './after-state.ts';
import { changeCommands, createCommands, futureTime } from './change-commands.ts';
import { changeLargeKey } from './change-large-key.ts';
import { alreadyExists, changedMeanwhile } from './change-refusals.ts';
import type { ChangeWork } from './change-work.ts';
import type { EditDeps } from './edit-deps.ts';
import { keySizes, requireUndo } from './key-size.ts';
import {
  ABSENT,
  asRefusal,
  digestOf,
  type KeyState,
  readStates,
  stateCommands,
  stateOf,
  transaction,
} from './key-state.ts';
import type { AfterState } from './pack-record.ts';
import { beginUndoPack, undoSpace } from './undo-retention.ts';

/** Changes one key. @throws AppError NOT_FOUND, CONFLICT, BAD_VALUE, ALREADY_EXISTS, WRITE_REFUSED */
export async function changeKey(
  deps: EditDeps,
  work: ChangeWork,
  { key: name, change, fingerprint }: { key: KeyName; change: KeyChange; fingerprint?: string | undefined },
): Promise<KeyChangeResult> {
  const { connection } = work;
  const key = fromBytes(name);
  const target = change.kind === 'rename' ? fromBytes(change.to) : null;
  const keys = target ? [key, target] : [key];
  const sizes = await keySizes(connection, keys);
  if (sizes.some((size) => size > deps.largeValueBytes)) {
    await requireUndo(connection, Math.max(...sizes));
    return changeLargeKey(deps, work, { key, name, target, change, fingerprint });
  }
  await connection.call('WATCH', ...keys);
  const type = bufferOf(await connection.call('TYPE', key)).toString();
  if (type === 'none') throw keyNotFound(connection.database, name);
  const [state = ABSENT, occupant = ABSENT] = await readStates(connection, keys);
  if (target && !target.equals(key) && occupant.dump !== null)
    throw alreadyExists(connection, change.kind === 'rename' ? change.to : name);
  if (fingerprint !== undefined && (await digestOf(connection, state)) !== fingerprint) throw changedMeanwhile();
  const commands = await changeCommands(connection, { key, type, state }, change);
  const before =
    target && !target.equals(key)
      ? [
          { key, state },
          { key: target, state: ABSENT },
        ]
      : [{ key, state }];
  return write(deps, work, before, commands);
}

/** Creates a key. @throws AppError ALREADY_EXISTS, BAD_VALUE, WRITE_REFUSED */
export async function createKey(
  deps: EditDeps,
  work: ChangeWork,
  { key: name, value, expiresAt }: { key: KeyName; value: NewKeyValue; expiresAt: string | null },
): Promise<KeyChangeResult> {
  const { connection } = work;
  const key = fromBytes(name);
  const commands = createCommands(key, value, expiresAt === null ? -1 : futureTime(expiresAt));
  await connection.call('WATCH', key);
  if (Number(await connection.call('EXISTS', key)) > 0) throw alreadyExists(connection, name);
  return write(deps, work, [{ key, state: ABSENT }], commands);
}

/** Writes the undo pack, then runs the commands in a transaction that also reads the new states. */
async function write(
  deps: EditDeps,
  { connection, op, undo }: ChangeWork,
  before: readonly { readonly key: Buffer; readonly state: KeyState }[],
  commands: readonly Command[],
): Promise<KeyChangeResult> {
  const { instance, database } = connection;
  const pack = await beginUndoPack(undoSpace(deps), instance, op, (id) => op.undo.add(undo(id)));
  const after: AfterState = { kind: 'unknown' };
  await pack.add(before.map(({ key, state }) => ({ database, key, before: state, after })));
  await pack.reserveMarks(before.length);
  const reads = before.flatMap(({ key }) => stateCommands(connection, key));
  const replies = await transaction(connection, [...commands, ...reads]);
  if (replies === null) {
    await pack.finish(0);
    throw changedMeanwhile();
  }
  const states = replies.slice(commands.length);
  const marks = before.map(async (_, at) => {
    const state = stateOf(connection, states[at * 2], states[at * 2 + 1]);
    return { number: at, after: await afterState(connection, state) };
  });
  await pack.mark(await Promise.all(marks));
  const failed = replies.slice(0, commands.length).find((reply) => reply instanceof Error);
  // The journal's undo restores what an earlier command of the transaction has changed.
  if (failed instanceof Error) throw asRefusal(connection, failed);
  await pack.finish(1);
  return { instance, changed: 1, skipped: 0, undoPack: pack.id };
}
