import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type {
  KeyHistoryState,
  KeyObservation,
  KeyVersion,
  PrefixHistoryState,
  PrefixTotals,
} from '../../../../shared/contract/key-history.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { asSystemFailure } from '../../platform/files/system-failure.ts';
import { keySizes } from '../edit/key-size.ts';
import { DUMP_TAIL_BYTES, dumpHash, readStates } from '../edit/key-state.ts';
import { largeLiveDigest } from '../edit/large-live-digest.ts';
import type { IndexHost } from '../host/index-host.ts';
import { HistoryDamaged, type HistoryFile } from '../index/history-file.ts';
import { isoExpiry, typeOf } from '../index/key-items.ts';
import { fromBytes } from '../values/bytes.ts';
import type { KeyConnections } from '../values/key-connections.ts';
import { createHistoryCache } from './history-cache.ts';
import type { KeyHistories } from './key-histories.ts';

export interface KeyHistoryDeps extends Pick<InstanceDeps, 'environment' | 'catalogue'> {
  readonly backups: { shown(instance: string): Promise<readonly Backup[]> };
  /** Keeps a source open until it is released. */
  readonly hold: (source: KeySource) => Promise<{
    readonly opened: {
      readonly state: { readonly problem: string | null };
      complete(): Promise<IndexHost>;
      rdbPath(): Promise<string>;
    };
    release(): void;
  }>;
  readonly connections: KeyConnections;
  /** Larger values are hashed while they arrive. */
  readonly largeValueBytes: number;
}

type Progress = Omit<KeyHistoryState, 'versions'>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a backup or a server reports about one key. Null: it has no such key. */
interface Found {
  readonly type: number;
  readonly hash: string;
  readonly sizeBytes: number;
}

/** Uses a file for each backup, written when the backup is first requested. */
export function createKeyHistory(deps: KeyHistoryDeps): KeyHistories {
  const cache = createHistoryCache(deps.environment.home);

  /** The backups of an instance, oldest first, each read once by `read`. */
  async function* overBackups<T>(
    instance: string,
    signal: AbortSignal | undefined,
    read: (file: HistoryFile) => Promise<T>,
  ): AsyncGenerator<{ progress: Progress; found: readonly { backup: Backup; value: T }[] | null }> {
    await requireInstance(deps, instance);
    const all = [...(await deps.backups.shown(instance))].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    const own = all.filter(({ reason, damaged }) => reason !== 'imported' && !damaged);
    const progress: Mutable<Progress> = {
      indexed: 0,
      total: own.length,
      leftOut: all.filter(({ reason }) => reason === 'imported').map(({ name }) => name),
      unread: all
        .filter(({ damaged }) => damaged)
        .map(({ name, damage }) => ({ backup: name, reason: damage ?? 'it is damaged' })),
      liveProblem: null,
    };
    const found: { backup: Backup; value: T }[] = [];
    for (const backup of own) {
      signal?.throwIfAborted();
      const known = await readCached(backup, read);
      if (known !== null) found.push({ backup, value: known.value });
      else {
        yield { progress: { ...progress }, found: null };
        try {
          found.push({ backup, value: await indexAndRead(backup, read) });
        } catch (error) {
          signal?.throwIfAborted();
          const known = asSystemFailure(error, deps.environment.home);
          const reason = known instanceof Error ? known.message : String(known);
          progress.unread = [...progress.unread, { backup: backup.name, reason }];
        }
      }
      progress.indexed++;
    }
    yield { progress, found };
  }

  async function readCached<T>(backup: Backup, read: (file: HistoryFile) => Promise<T>): Promise<{ value: T } | null> {
    const file = await cache.open(backup);
    if (file === null) return null;
    try {
      return { value: await read(file) };
    } catch (error) {
      if (!(error instanceof HistoryDamaged)) throw error;
      await cache.drop(backup);
      return null;
    } finally {
      await file.close();
    }
  }

  async function indexAndRead<T>(backup: Backup, read: (file: HistoryFile) => Promise<T>): Promise<T> {
    const { opened, release } = await deps.hold({ kind: 'backup', instance: backup.instance, name: backup.name });
    try {
      const host = await opened.complete();
      // An incomplete list would look as if the other keys had been deleted.
      if (opened.state.problem !== null) throw new Error(opened.state.problem);
      await host.writeHistory({ rdbPath: await opened.rdbPath(), to: await cache.path(backup) });
    } finally {
      release();
    }
    await cache.prune();
    const known = await readCached(backup, read);
    if (known === null) throw new Error('its index could not be kept');
    return known.value;
  }

  async function liveKey(
    instance: string,
    database: number,
    key: KeyName,
  ): Promise<{ readonly found: Found | null; readonly expireAtMs: number }> {
    const connection = await deps.connections.shared(instance, database);
    const name = fromBytes(key);
    const [bytes = 0] = await keySizes(connection, [name]);
    if (bytes > deps.largeValueBytes) {
      const large = await largeLiveDigest(deps, { instance, database, key: name }, 'hash');
      if (large === null) return { found: null, expireAtMs: -1 };
      const sizeBytes = name.length + large.valueBytes;
      return { found: { type: large.type, hash: large.value, sizeBytes }, expireAtMs: large.expireAtMs };
    }
    const [state] = await readStates(connection, [name]);
    if (!state || state.dump === null) return { found: null, expireAtMs: -1 };
    // As in an RDB: the key and its serialised value.
    const sizeBytes = name.length + state.dump.length - 1 - DUMP_TAIL_BYTES;
    const found = { type: state.dump[0] ?? 0, hash: dumpHash(connection, state.dump), sizeBytes };
    return { found, expireAtMs: state.expireAtMs };
  }

  return {
    async *key({ instance, database, key }, signal) {
      const name = fromBytes(key);
      for await (const { progress, found } of overBackups(instance, signal, (file) => file.find(database, name))) {
        if (found === null) {
          yield { ...progress, versions: null } satisfies KeyHistoryState;
          continue;
        }
        const versions = new Versions();
        for (const { backup, value } of found) {
          const at = { backup: backup.name, at: backup.createdAt, expiresAt: isoExpiry(value?.expireAtMs ?? -1) };
          versions.add(at, value);
        }
        const live = await liveKey(instance, database, key).catch(asProblem);
        if ('problem' in live) progress.liveProblem = live.problem;
        else {
          const expiresAt = isoExpiry(live.expireAtMs);
          versions.add({ backup: null, at: new Date().toISOString(), expiresAt }, live.found);
        }
        if (versions.isUnknown) throw neverSeen(database, key, progress);
        yield { ...progress, versions: versions.list } satisfies KeyHistoryState;
      }
    },
    async *prefix({ instance, database, prefix }, signal) {
      const name = fromBytes(prefix);
      for await (const { progress, found } of overBackups(instance, signal, (file) => file.totals(database, name))) {
        if (found === null) {
          yield { ...progress, totals: null } satisfies PrefixHistoryState;
          continue;
        }
        const totals: PrefixTotals[] = found.map(({ backup, value }) => ({
          ...{ backup: backup.name, at: backup.createdAt },
          ...value,
        }));
        const live = await livePrefix(instance, database, prefix).catch(asProblem);
        if ('problem' in live) progress.liveProblem = live.problem;
        else totals.push({ backup: null, at: new Date().toISOString(), ...live });
        yield { ...progress, totals } satisfies PrefixHistoryState;
      }
    },
  };

  async function livePrefix(instance: string, database: number, prefix: KeyName) {
    const { opened, release } = await deps.hold({ kind: 'instance', instance });
    try {
      const host = await opened.complete();
      const { total, sizeBytes } = await host.list({ filter: { database, prefix }, sort: 'key', offset: 0, limit: 0 });
      return { keys: total, sizeBytes };
    } finally {
      release();
    }
  }
}

/** Merges consecutive observations of equal values. */
class Versions {
  readonly list: KeyVersion[] = [];
  #values = 0;

  add(observation: KeyObservation, found: Found | null): void {
    const last = this.list.at(-1);
    const type = found === null ? null : typeOf(found.type).type;
    const hash = found?.hash ?? null;
    if (last !== undefined && last.hash === hash && last.type === type) {
      last.seen.push(observation);
      return;
    }
    // Before its first version a key is not deleted, but does not exist yet.
    if (last === undefined && found === null) return;
    const number = found === null ? null : ++this.#values;
    this.list.push({ number, type, sizeBytes: found?.sizeBytes ?? null, hash, seen: [observation] });
  }

  get isUnknown(): boolean {
    return this.#values === 0;
  }
}

function asProblem(error: unknown): { readonly problem: string } {
  return { problem: error instanceof Error ? error.message : String(error) };
}

/** Says what was not read, because the key may be there. */
function neverSeen(database: number, key: KeyName, { liveProblem, unread }: Progress): AppError<'NOT_FOUND'> {
  const id = 'text' in key ? key.text : key.base64;
  const holders = liveProblem === null ? 'No backup and no running instance' : 'No backup';
  const notRead = [
    ...(unread.length === 0 ? [] : [`${counted(unread.length, 'backup')} could not be read.`]),
    ...(liveProblem === null ? [] : [`The running instance was not read: ${liveProblem}`]),
  ];
  const advice = notRead.length === 0 ? ['Check the name and the database.'] : notRead;
  const message = `${holders} has a key "${id}" in database ${database}. ${advice.join(' ')}`;
  return new AppError('NOT_FOUND', message, { what: 'key', id });
}
