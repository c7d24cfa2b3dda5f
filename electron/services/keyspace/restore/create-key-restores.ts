import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { RestoreKeysRequest, RestoreKeysResult } from '../../../../shared/contract/restore-keys.ts';
import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import { counted } from '../../../../shared/format/count.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import type { TenantPlan } from '../../instances/install/tenant-plan.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { keysUndoOf } from '../edit/keys-undo.ts';
import { refuseReplica } from '../edit/refuse-replica.ts';
import { beginUndoPack, undoSpace, undoWarning } from '../edit/undo-retention.ts';
import type { IndexHost } from '../host/index-host.ts';
import { openBulkConnection } from '../values/bulk-connection.ts';
import { toBytes } from '../values/bytes.ts';
import { type KeyConnections, keyTarget } from '../values/key-connections.ts';
import { type ConnectionPool, createConnectionPool } from './connection-pool.ts';
import { countExtraKeys, type Deletions, deleteExtraKeys } from './extra-keys.ts';
import type { KeyRestores } from './key-restores.ts';
import { forecastMemory } from './memory-forecast.ts';
import { problemOf, requireRestorable, warningsOf } from './refusals.ts';
import { fileKeys, type SourceKeys, serverKeys } from './source-keys.ts';
import { type Counts, survey } from './survey.ts';
import type { TargetLink } from './target-keys.ts';
import { readTarget, type TargetState, writeRefusal } from './target-state.ts';
import { type Written, writeKeys } from './write-keys.ts';

interface HeldSource {
  readonly state: { readonly savedAt: string | null; readonly problem: string | null };
  complete(): Promise<IndexHost>;
  rdbPath(): Promise<string>;
  rdbVersion(): Promise<string | null>;
}

export interface KeyRestoreDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'operations'> {
  /** Keeps a source open until it is released. */
  readonly hold: (source: KeySource) => Promise<{ readonly opened: HeldSource; release(): void }>;
  readonly connections: KeyConnections;
  readonly assertWritable: (instance: string) => Promise<void>;
  readonly planTenant: (input: CreateTenantInput) => Promise<TenantPlan>;
  /** The preference `undo-space`, in bytes. */
  readonly undoSpaceBytes: () => number;
  /** Larger values are written one by one, in pieces; `LARGE_VALUE_BYTES`, less in tests. */
  readonly largeValueBytes: number;
}

const STEPS = ['read-source', 'restore-chosen-keys'] as const;
const DELETE = 'delete-extra-keys' as const;

/** Copies chosen keys of a source into an instance, as one operation that can be undone. */
export function createKeyRestores(deps: KeyRestoreDeps): KeyRestores {
  /** Keeps the source and the connections to the target open during the work. */
  async function withTask<T>(
    request: RestoreKeysRequest,
    into: string,
    work: (task: Task, problem: string | null) => Promise<T>,
  ): Promise<T> {
    const { source } = request;
    const { opened, release } = await deps.hold(source);
    const pool = bulkPool(into);
    try {
      const host = await opened.complete();
      const { savedAt, problem } = opened.state;
      const file = async () => ({ path: await opened.rdbPath(), version: await opened.rdbVersion() });
      const keys =
        source.kind === 'instance'
          ? serverKeys(host, source.instance, bulkPool(source.instance), deps.environment.home)
          : await fileKeys(host, await file(), savedAt === null ? null : Date.parse(savedAt));
      return await work({ source: keys, request, into, pool }, problem)
        .catch(async (error: unknown) => {
          if (isAppError(error, 'CANCELLED')) throw error;
          // It explains every other failure of reading, and of a server that refuses a value.
          await keys.requireUnchanged();
          throw error instanceof RdbError ? undecodable(error) : error;
        })
        .finally(() => keys.close());
    } finally {
      pool.close();
      release();
    }
  }

  /** Connections to the databases of an instance, for single commands and for many encoded ones. */
  function bulkPool(into: string) {
    return createConnectionPool(async (database) => {
      const connection = await deps.connections.own(into, database);
      return openBulkConnection(connection, await keyTarget(deps, into));
    });
  }

  /** @param op of the restore itself; null for a preview */
  async function countBoth(
    { source, request, pool }: Task,
    signal: AbortSignal | undefined,
    op: OperationContext | null,
  ): Promise<Counted> {
    const connection = request.newTenant ? null : (await pool.get(0)).connection;
    const target = connection && (await readTarget(connection));
    // Before Redis 7.2, reading a value counts as a use, which affects evictions and `newer`.
    const compares = op === null && target !== null && request.existing !== 'skip' && leavesNoTrace(target, request);
    const largeBytes = deps.largeValueBytes;
    const progress = op ? (keys: number) => op.progress(null, counted(keys, 'key')) : undefined;
    const counts = await survey({ source, request, target, connect: pool.get, compares, signal, largeBytes, progress });
    const { firstKey } = counts;
    const refusal =
      connection && firstKey && target
        ? await writeRefusal(
            (await pool.get(Math.min(firstKey.database, (target.databases ?? 1e6) - 1))).connection,
            firstKey.key,
          )
        : null;
    const limits = target && { ...target, largeBytes };
    const extra =
      limits && request.extra === 'delete'
        ? await countExtraKeys({ source, connect: pool.get, limits }, signal)
        : noDeletions;
    return { counts, target, refusal, extra };
  }

  async function writeInto(
    { source, request, into, pool }: Task,
    op: OperationContext,
    { counts, extra, target, undoable }: Pick<Counted, 'counts' | 'extra' | 'target'> & { readonly undoable: boolean },
  ): Promise<{ readonly written: Written & { readonly deleted: number }; readonly undoPack: string | null }> {
    const instance = await requireInstance(deps, into);
    const record = (id: string) => op.undo.add(keysUndoOf(instance, id, true));
    const pack = undoable ? await beginUndoPack(undoSpace(deps), into, op, record) : null;
    if (target === null) throw new Error(`${into} was not asked for its state`);
    const limits = { ...target, largeBytes: deps.largeValueBytes };
    // First, so that the others have room.
    const removed =
      request.extra === 'delete' && pack
        ? await op.step(DELETE, () => deleteExtraKeys({ source, connect: pool.get, limits }, pack, op, extra.keys))
        : { deleted: 0, skipped: 0 };
    const expected = counts.restored.keys + counts.overwritten.keys;
    const isAllMissing = counts.presentKeys === 0;
    const reading = { source, request, target, connect: pool.get, largeBytes: deps.largeValueBytes };
    const kept = await op.step(STEPS[1], () => writeKeys({ ...reading, pack, op, expected, isAllMissing }));
    const written = { ...kept, deleted: removed.deleted, skipped: kept.skipped + removed.skipped };
    op.signal.throwIfAborted();
    await source.requireUnchanged();
    if (written.unverified > 0) op.warn(unverifiedLine(written.unverified, into));
    const changed = written.restored + written.overwritten + written.deleted + written.unverified;
    await pack?.finish(changed);
    return { written, undoPack: pack && changed > 0 ? pack.id : null };
  }

  async function intoInstance(request: RestoreKeysRequest, into: string): Promise<OperationOf<'restore-keys'>> {
    await requireInstance(deps, into);
    await deps.assertWritable(into);
    await refuseReplica(await deps.connections.shared(into, 0));
    const plan = {
      kind: 'restore-keys',
      instance: into,
      title: `Restore keys to ${into}`,
      steps: [STEPS[0], ...(request.extra === 'delete' ? [DELETE] : []), STEPS[1]],
    } as const;
    return deps.operations.begin(plan, async (op) => {
      const begun = performance.now();
      return withTask(request, into, async (task, problem) => {
        const found = await op.step('read-source', async () => {
          requireWhole(request, problem);
          const found = await countBoth(task, op.signal, op);
          requireRestorable(found, request, into);
          return found;
        });
        const { written, undoPack } = await writeInto(task, op, { ...found, undoable: true });
        return resultOf(into, written, undoPack, begun);
      });
    });
  }

  async function intoNewTenant(
    request: RestoreKeysRequest,
    input: CreateTenantInput,
  ): Promise<OperationOf<'restore-keys'>> {
    const { steps, make, tidy } = await deps.planTenant(input);
    const into = input.id;
    const title = `Restore keys into the new tenant ${into}`;
    const plan = { kind: 'restore-keys', instance: into, title, steps: [STEPS[0], ...steps, STEPS[1]] } as const;
    return deps.operations.begin(plan, async (op) => {
      const begun = performance.now();
      try {
        return await withTask(request, into, async (task) => {
          const found = await op.step('read-source', async () => {
            const found = await countBoth(task, op.signal, op);
            requireRestorable(found, request, into);
            return found;
          });
          await make(op, found.counts.highestDatabase + 1);
          const { newTenant: _, extra: _extra, ...rest } = request;
          // Now the version of its server is known.
          const filled = { ...task, request: rest };
          const there = await countBoth(filled, op.signal, op);
          requireRestorable({ ...found, counts: there.counts }, rest, into);
          const { written, undoPack } = await writeInto(filled, op, { ...there, undoable: false });
          return resultOf(into, written, undoPack, begun);
        });
      } catch (error) {
        op.onReleased(tidy);
        throw error;
      }
    });
  }

  return {
    async preview(request, signal) {
      const into = intoOf(request);
      if (request.newTenant) await deps.planTenant(request.newTenant);
      else await requireInstance(deps, into);
      return withTask(request, into, async (task, trouble) => {
        const { source } = task;
        const largeBytes = deps.largeValueBytes;
        const isReadOnly = request.newTenant ? null : await refusalOf(deps.assertWritable(into));
        requireWhole(request, trouble);
        const { counts, target, refusal, extra } = await countBoth(task, signal, null);
        const growth = {
          keys: counts.restored.keys + counts.overwritten.keys,
          sizeBytes: counts.restored.sizeBytes + counts.overwritten.sizeBytes,
          formerBytes: counts.overwritten.formerBytes,
          transientBytes: counts.transientBytes,
        };
        const ending = request.newTenant ? null : await undoWarning(undoSpace(deps));
        const { isCertain: _, ...memory } = forecastMemory(growth, target ?? newTenantMemory(request, deps));
        const compared = target === null || request.existing === 'skip' || leavesNoTrace(target, request);
        const {
          unsuitable,
          firstKey: _first,
          highestDatabase: _highest,
          presentKeys: _present,
          transientBytes: _transient,
          notCompared,
          equal,
          ...shown
        } = counts;
        return {
          into,
          checkedAt: new Date().toISOString(),
          ...shown,
          deleted: { keys: extra.keys, sizeBytes: extra.sizeBytes },
          deletions: extra.first.map(({ database, key }) => ({ database, key: toBytes(key) })),
          equal: compared && request.existing !== 'skip' ? equal : null,
          unsuitable: unsuitable.list(),
          memory,
          problem: isReadOnly?.message ?? problemOf({ counts, target, refusal }, request, into),
          warnings: [
            ...(trouble === null ? [] : [trouble]),
            ...warningsOf({
              source,
              request,
              target,
              memory,
              compared,
              notCompared,
              largeBytes,
              into,
              undoWarning: ending,
            }),
          ],
        };
      });
    },
    run: (request) =>
      request.newTenant ? intoNewTenant(request, request.newTenant) : intoInstance(request, intoOf(request)),
  };
}

function undecodable({ message: reason }: RdbError): AppError<'BACKUP_DAMAGED'> {
  return new AppError(
    'BACKUP_DAMAGED',
    `A value of the file cannot be read: ${reason}. Nothing was changed. Choose another backup, or leave its key out.`,
    { name: '', reason },
  );
}

const noDeletions: Deletions = { keys: 0, sizeBytes: 0, first: [], tooLarge: 0 };

/** A request with its opened source and the connections to its target, which are made when they are needed. */
interface Task {
  readonly source: SourceKeys;
  readonly request: RestoreKeysRequest;
  readonly into: string;
  readonly pool: ConnectionPool<TargetLink>;
}

interface Counted {
  readonly counts: Counts;
  readonly target: TargetState | null;
  readonly refusal: AppError | null;
  readonly extra: Deletions;
}

/** Keys must not be deleted if the source could not be read to its end. @throws AppError BAD_VALUE */
function requireWhole({ extra, selection }: RestoreKeysRequest, problem: string | null): void {
  if (extra !== 'delete') return;
  const field = 'extra';
  if (!('all' in selection)) {
    const expected = 'every key as the selection';
    const message = 'Keys that the source lacks can be deleted only if every key is restored. Choose every key.';
    throw new AppError('BAD_VALUE', message, { field, expected });
  }
  if (problem === null) return;
  const message = `Nothing is deleted, because the source was not read completely: ${problem}`;
  throw new AppError('BAD_VALUE', message, { field, expected: 'a source that can be read to its end' });
}

/** @throws AppError BAD_VALUE if a file has no instance of its own */
function intoOf({ into, newTenant, source }: RestoreKeysRequest): string {
  if (newTenant) return newTenant.id;
  if (into !== undefined) return into;
  if (source.kind === 'backup' || source.kind === 'instance') return source.instance;
  const message = 'A file belongs to no instance. Name the instance that its keys are restored to.';
  throw new AppError('BAD_VALUE', message, { field: 'into', expected: 'the ID of an instance' });
}

/** Whether values can be read without a use that the server records. */
function leavesNoTrace({ traits, policy }: TargetState, { existing }: RestoreKeysRequest): boolean {
  if (traits.isValkey || traits.version >= 70_200) return true;
  return existing !== 'newer' && !/lru|lfu/.test(policy ?? '');
}

function newTenantMemory({ newTenant }: RestoreKeysRequest, { environment }: KeyRestoreDeps) {
  const { maxMemory, maxMemoryPolicy } = environment.defaults;
  const limitBytes = parseMemory(newTenant?.memory ?? maxMemory) || null;
  return { usedBytes: 0, limitBytes, policy: newTenant?.memoryPolicy ?? maxMemoryPolicy };
}

async function refusalOf(check: Promise<void>): Promise<AppError | null> {
  return check.then(
    () => null,
    (error: unknown) => {
      if (isAppError(error, 'READ_ONLY')) return error;
      throw error;
    },
  );
}

function resultOf(
  instance: string,
  written: Written & { readonly deleted: number },
  undoPack: string | null,
  begun: number,
): RestoreKeysResult {
  const { unverified: _, ...rest } = written;
  return { instance, ...rest, undoPack, durationMs: Math.round(performance.now() - begun) };
}

function unverifiedLine(keys: number, into: string): string {
  return `${counted(keys, 'more key was', 'more keys were')} written to ${into} but not read back, because of changes by other clients, expiry or eviction.`;
}
