import type { KeyChange, KeyChangeResult } from '../../../../shared/contract/key-change.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import { bufferOf } from '../values/bounded-reply.ts';
import { keyNotFound } from '../values/server-error.ts';
import { arrivingDump } from './arriving-dump.ts';
import { afterOf } from './change-batch.ts';
import { changeCommands } from './change-commands.ts';
import { alreadyExists, changedMeanwhile } from './change-refusals.ts';
import type { ChangeWork } from './change-work.ts';
import type { EditDeps } from './edit-deps.ts';
import { asRefusal } from './key-state.ts';
import { changeWatched, shownKey, unwatch, watchKey } from './large-key.ts';
import { type LargeReport, partOf, reportOf, reportReply } from './large-report.ts';
import type { AfterState } from './pack-record.ts';
import { storeFormer } from './store-former.ts';
import { type StoredDump, storedDumpDigest } from './stored-dump.ts';
import type { UndoPackWriter } from './undo-pack.ts';
import { beginUndoPack, undoSpace } from './undo-retention.ts';

interface LargeChange {
  readonly key: Buffer;
  readonly name: KeyName;
  /** The other name of a rename. */
  readonly target: Buffer | null;
  readonly change: KeyChange;
  readonly fingerprint: string | undefined;
}

/**
 * Like `changeKey`, for a key whose value is too large for memory: its former value goes to the pack in pieces. The
 * resulting value of a change of an element is read through in the same transaction, and only its digest is kept.
 */
export async function changeLargeKey(deps: EditDeps, work: ChangeWork, large: LargeChange): Promise<KeyChangeResult> {
  const { connection, op, undo } = work;
  const { key, name, target, change, fingerprint } = large;
  const to = await work.large();
  const { exists, expireAtMs } = await watchKey(to, key);
  if (!exists) throw keyNotFound(connection.database, name);
  const isRenamed = target !== null && !target.equals(key);
  if (isRenamed && (await watchKey(to, target)).exists) {
    throw alreadyExists(connection, change.kind === 'rename' ? change.to : name);
  }
  const type = bufferOf(await connection.call('TYPE', key)).toString();
  const commands = await changeCommands(connection, { key, type, state: { expireAtMs } }, change);

  const pack = await beginUndoPack(undoSpace(deps), connection.instance, op, (id) => op.undo.add(undo(id)));
  const record = { database: connection.database, key, expireAtMs, after: afterKnown(change, isRenamed) };
  const flavour = connection.traits.isValkey ? 'valkey' : 'redis';
  const isAsSeen = async (dump: StoredDump) =>
    fingerprint === undefined || (await storedDumpDigest(dump, flavour)) === fingerprint;
  const isKnown = change.kind === 'delete' || change.kind === 'expire';
  const report = reportOf(op);
  const reportFormer = partOf(report, 0, isKnown ? 1 : 0.5);
  if ((await storeFormer(to, pack, record, reportFormer, isAsSeen)) === null) {
    await unwatch(to);
    await pack.finish(0);
    throw changedMeanwhile();
  }
  const changed = isRenamed ? target : key;
  if (isRenamed) await addAbsent(pack, connection.database, target);

  const arriving = isKnown ? null : arrivingDump('digest', flavour);
  if (arriving) await pack.reserveMarks(1);
  const read = arriving && {
    key: changed,
    into: reportReply(arriving, `new value of ${shownKey(changed)}`, afterChange(report)),
  };
  const now = await changeWatched(to, commands, read);
  if (now === null) {
    await pack.finish(0);
    throw changedMeanwhile();
  }
  if (arriving) {
    const after: AfterState = now.exists
      ? { kind: 'value', digest: (await arriving.result()).value, expireAtMs: now.expireAtMs }
      : { kind: 'absent' };
    await pack.mark([{ number: isRenamed ? 1 : 0, after }]);
  }
  // The journal's undo restores what an earlier command of the transaction has changed.
  if (now.failed) throw asRefusal(connection, now.failed);
  await pack.finish(1);
  return { instance: connection.instance, changed: 1, skipped: 0, undoPack: pack.id };
}

/** The second half of a change, which has been made: its result is read to its end. */
function afterChange(report: LargeReport): LargeReport {
  return { ...partOf(report, 0.5, 1), stopIfCancelled: () => undefined };
}

/** The state after a change, as far as it is known before. */
function afterKnown(change: KeyChange, isRenamed: boolean): AfterState {
  if (change.kind === 'delete' || change.kind === 'expire') return afterOf(change);
  return isRenamed ? { kind: 'absent' } : { kind: 'unknown' };
}

/** The record of a key that does not exist, and gets a large value. */
async function addAbsent(pack: UndoPackWriter, database: number, key: Buffer): Promise<void> {
  const record = await pack.addLarge({ database, key, expireAtMs: -1, after: { kind: 'unknown' } });
  try {
    await record.begin(null);
    await record.complete();
  } finally {
    await record.end();
  }
}
