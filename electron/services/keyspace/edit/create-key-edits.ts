import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { KeySpaces } from '../key-spaces.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import { keyTarget } from '../values/key-connections.ts';
import { keyNotFound } from '../values/server-error.ts';
import { futureTime } from './change-commands.ts';
import { changeKey, createKey } from './change-key.ts';
import { changeMany } from './change-many.ts';
import type { ChangeWork } from './change-work.ts';
import type { EditDeps } from './edit-deps.ts';
import { keySizes } from './key-size.ts';
import { digestOf, readStates } from './key-state.ts';
import { keysUndoOf } from './keys-undo.ts';
import { largeLiveDigest } from './large-live-digest.ts';
import { refuseReplica } from './refuse-replica.ts';
import { undoConnection } from './undo-connection.ts';
import { undoKeys } from './undo-keys.ts';
import { listUndoPacks, readUndoPackInfo, removeUndoPack } from './undo-pack.ts';
import { beginUndoPack, undoSpace, undoWarning } from './undo-retention.ts';
import type { UndoReport } from './undone-keys.ts';

export type KeyEdits = Pick<
  KeySpaces,
  'create' | 'change' | 'fingerprint' | 'changeMany' | 'undo' | 'undoPacks' | 'undoWarning'
>;

/** As part of a sentence. */
const MAX_NAMED = 3;
const CHANGE = 'change-keys';
const RESTORE = 'restore-keys';

/** Changes of keys on live instances, each an operation that can be undone. */
export function createKeyEdits(deps: EditDeps): KeyEdits {
  const { home } = deps.environment;

  /** Runs a change on a separate connection, so that WATCH and MULTI do not mix with other work. */
  async function onOne(
    input: { readonly instance: string; readonly database: number },
    title: string,
    body: (work: ChangeWork) => ReturnType<typeof changeKey>,
  ) {
    const instance = await writable(input.instance);
    const connection = await deps.connections.own(input.instance, input.database);
    const { large, close } = undoConnection(connection, () => keyTarget(deps, input.instance));
    const undo = (undoPack: string) => keysUndoOf(instance, undoPack);
    try {
      await refuseReplica(connection);
      const plan = { kind: 'change-keys', instance: input.instance, title, steps: [CHANGE] } as const;
      return await deps.operations.begin(plan, (op) =>
        op.step(CHANGE, () => body({ connection, op, undo, large })).finally(close),
      );
    } catch (error) {
      close();
      throw error;
    }
  }

  async function writable(instanceId: string): Promise<ManagedInstance> {
    const instance = await requireInstance(deps, instanceId);
    await deps.assertWritable(instanceId);
    return instance;
  }

  async function refuseReplicaOf(instanceId: string): Promise<void> {
    await refuseReplica(await deps.connections.shared(instanceId, 0));
  }

  return {
    create: (input) => onOne(input, `Create a key in ${input.instance}`, (work) => createKey(deps, work, input)),
    change: (input) => onOne(input, titleOf(input), (work) => changeKey(deps, work, input)),

    async fingerprint({ instance: instanceId, database, key }) {
      const connection = await deps.connections.shared(instanceId, database);
      const name = fromBytes(key);
      const [bytes = 0] = await keySizes(connection, [name]);
      const [state] = bytes > deps.largeValueBytes ? [] : await readStates(connection, [name]);
      const fingerprint = state
        ? await digestOf(connection, state)
        : ((await largeLiveDigest(deps, { instance: instanceId, database, key: name }, 'digest'))?.value ?? null);
      if (fingerprint === null) throw keyNotFound(database, key);
      return { fingerprint };
    },

    async changeMany(input) {
      const { instance: instanceId, selection, change } = input;
      const instance = await writable(instanceId);
      if (change.kind === 'expire' && change.at !== null) futureTime(change.at);
      await refuseReplicaOf(instanceId);
      const about = 'keys' in selection ? counted(selection.keys.length, 'key') : 'the found keys';
      const title =
        change.kind === 'delete'
          ? `Delete ${about} of ${instanceId}`
          : `Change the expiry of ${about} of ${instanceId}`;
      const plan = { kind: 'change-keys', instance: instanceId, title, steps: [CHANGE] } as const;
      return deps.operations.begin(plan, (op) =>
        op.step(CHANGE, () => changeMany(deps, op, input, (undoPack) => keysUndoOf(instance, undoPack))),
      );
    },

    async undo({ instance: instanceId, undoPack, overwrite = false }) {
      await writable(instanceId);
      const info = await readUndoPackInfo(home, undoPack);
      if (info?.instance !== instanceId || info.finishedAt === null) throw noPack(undoPack);
      await refuseReplicaOf(instanceId);
      const title = `Undo the change of ${counted(info.changed, 'key')} of ${instanceId}`;
      const plan = { kind: 'undo-keys', instance: instanceId, title, steps: [RESTORE] } as const;
      return deps.operations.begin(plan, (op) =>
        op.step(RESTORE, async () => {
          const target = () => keyTarget(deps, instanceId);
          const open = async (database: number) =>
            undoConnection(await deps.connections.own(instanceId, database), target);
          const further = overwrite ? await beginUndoPack(undoSpace(deps), instanceId, op) : null;
          // Old packs are deleted to make room.
          if (further && (await readUndoPackInfo(home, undoPack)) === null) throw noPack(undoPack);
          const options = { report: undoReport(op, info.changed), unclearKeys: 'restore', overwrite: further } as const;
          const { restored, skipped, overwritten, left } = await undoKeys(home, undoPack, open, options).catch(
            async (error: unknown) => {
              // Nothing was overwritten.
              if (isAppError(error, 'CANCELLED')) await further?.finish(0);
              throw error;
            },
          );
          if (overwritten === 0) await further?.finish(0);
          const names = left.map(nameInDatabase);
          if (restored === 0 && skipped > 0) throw changedSince(skipped, names);
          // For skipped keys, the former values remain here until the pack is too old.
          if (skipped === 0) await removeUndoPack(home, undoPack);
          const pack = overwritten > 0 ? (further?.id ?? null) : null;
          return { instance: instanceId, changed: restored, skipped, left: names, undoPack: pack };
        }),
      );
    },

    async undoPacks(instanceId) {
      const packs = await listUndoPacks(home, instanceId);
      return packs.map(({ id, finishedAt, changed }) => ({ undoPack: id, at: finishedAt ?? '', changed }));
    },

    undoWarning: () => undoWarning(undoSpace(deps)),
  };
}

/**
 * An undo can be cancelled until it changes something: a stopped one would leave some keys changed and others not.
 * @param keys of the pack
 */
function undoReport(op: Pick<OperationContext, 'signal' | 'progress' | 'commitPoint'>, keys: number): UndoReport {
  let isCommitted = false;
  return {
    stopIfCancelled() {
      if (!isCommitted) op.signal.throwIfAborted();
    },
    commitPoint() {
      op.commitPoint();
      isCommitted = true;
    },
    progress: (done, detail) => op.progress(Math.min(1, done / keys), detail),
  };
}

function titleOf({ instance, change }: Parameters<KeySpaces['change']>[0]): string {
  if (change.kind === 'rename') return `Rename a key of ${instance}`;
  if (change.kind === 'delete') return `Delete a key of ${instance}`;
  if (change.kind === 'expire') return `Change the expiry of a key of ${instance}`;
  return `Change a key of ${instance}`;
}

function noPack(id: string): AppError<'NOT_FOUND'> {
  const message =
    'The former values of this change are no longer kept: they were restored, are older than 7 days, or later changes needed their room.';
  return new AppError('NOT_FOUND', message, { what: 'undo pack', id });
}

function nameInDatabase({ database, key }: { readonly database: number; readonly key: Buffer }): string {
  const name = toBytes(key);
  return `db${database} ${'text' in name ? name.text : key.toString('latin1')}`;
}

function changedSince(keys: number, left: readonly string[]): AppError<'CONFLICT'> {
  const names = `${left.slice(0, MAX_NAMED).join(', ')}${keys > MAX_NAMED ? ', …' : ''}`;
  const message = `Nothing was undone, because other clients have changed ${keys === 1 ? 'the key' : `all ${keys} keys`} since (${names}). The former values are kept for 7 days.`;
  return new AppError('CONFLICT', message, { what: 'key', count: keys, left: [...left] });
}
