import { AppError } from '../../../shared/contract/errors.ts';
import type { KeyName } from '../../../shared/contract/key-name.ts';
import type { KeySource, KeySpace } from '../../../shared/contract/keyspace.ts';
import { assertWritable } from '../instances/registry/read-only.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import type { Logger } from '../platform/log/logger.ts';
import { withMemory } from './analysis/live-analysis.ts';
import { compareGrowth } from './compare-growth.ts';
import { createKeyEdits } from './edit/create-key-edits.ts';
import { findKeys } from './find-keys.ts';
import { createKeyHistory, type KeyHistoryDeps } from './history/create-key-history.ts';
import type { FoundKey } from './host/index-host.ts';
import { openSession } from './host/index-session.ts';
import { workerFile } from './host/worker-file.ts';
import { startWorker } from './host/worker-host.ts';
import { createKeptOpen } from './kept-open.ts';
import type { KeySpaces } from './key-spaces.ts';
import { openServer } from './opened-server.ts';
import { type OpenedSource, openSource } from './opened-source.ts';
import { createReadOnlySwitch } from './read-only/read-only-switch.ts';
import { createKeyRestores, type KeyRestoreDeps } from './restore/create-key-restores.ts';
import { sourceVersion } from './source-version.ts';
import { fileLength, fileValue } from './sources/file-values.ts';
import type { SourceDeps } from './sources/find-rdb.ts';
import { sweepWorkFolders } from './sources/work-folders.ts';
import { createKeyConnections } from './values/key-connections.ts';
import { liveDetails, liveValue } from './values/live-value.ts';
import { watchOpened } from './watch-opened.ts';

export interface KeySpaceDeps
  extends Pick<InstanceDeps, 'observer' | 'operations'>,
    Pick<KeyRestoreDeps, 'planTenant' | 'largeValueBytes' | 'undoSpaceBytes'>,
    SourceDeps {
  readonly backups: SourceDeps['backups'] & KeyHistoryDeps['backups'];
  readonly log: Logger;
  readonly bus: ChangeBus;
  /** Whether an index runs in its own thread. A CLI command shows one result, and needs none. */
  readonly threads: boolean;
}

export function createKeySpaces(deps: KeySpaceDeps): KeySpaces {
  void sweepWorkFolders(deps.environment.home).catch((error: unknown) =>
    deps.log.error('old files of key spaces were not removed', error),
  );
  const worker = deps.threads ? workerFile('key-index-worker') : null;
  const openIndex = worker === null ? openSession : startWorker.bind(null, worker);
  const opening = { ...deps, openIndex };
  const sources = createKeptOpen<KeySource, OpenedSource>({
    versionOf: (source) => sourceVersion(deps, source),
    open: (source, [version = null]) =>
      source.kind === 'instance' ? openServer(opening, source) : openSource(opening, source, version),
  });
  const connections = createKeyConnections(deps);
  const hostOf = async (source: KeySource) => (await sources.use(source)).host();

  async function find(opened: OpenedSource, database: number, key: KeyName): Promise<FoundKey> {
    const request = { database, key };
    // A key is missing only from a whole index. While a source is read, its index grows.
    const found = (await (await opened.host()).find(request)) ?? (await (await opened.complete())?.find(request));
    if (found) return found;
    const name = 'text' in key ? key.text : key.base64;
    const message = `Database ${database} has no key "${name}". Check the name and the database.`;
    throw new AppError('NOT_FOUND', message, { what: 'key', id: name });
  }

  const reads: Pick<KeySpaces, 'complete' | 'list'> = {
    async complete(source, signal) {
      const opened = await sources.use(source);
      const aborted = abortOf(signal);
      await Promise.race([opened.complete(), aborted.promise]).finally(aborted.end);
      return opened.state;
    },
    list: async ({ source, ...request }) => (await hostOf(source)).list(request),
  };
  const writable = (instance: string) => assertWritable(deps.environment, instance);
  const edits = createKeyEdits({
    ...{ ...deps, connections },
    assertWritable: writable,
    findKeys: (instance, filter) => findKeys(reads, instance, filter),
  });

  return {
    ...reads,
    watch: (source, signal) => watchOpened(sources, source, signal, isAwaited),
    folder: async ({ source, ...request }) => (await hostOf(source)).folder(request),
    async key({ source, database, key }) {
      if (source.kind === 'instance') {
        const details = await liveDetails(await connections.shared(source.instance, database), key);
        const known = await (await sources.opened(source)?.host())?.find({ database, key });
        return { ...details, sizeBytes: known?.item.sizeBytes ?? details.memoryBytes ?? 0 };
      }
      const opened = await sources.use(source);
      const found = await find(opened, database, key);
      const length = await fileLength(await opened.rdbPath(), found);
      const { idleSeconds, frequency } = found;
      return { ...found.item, idleSeconds, frequency, memoryBytes: null, length, fieldExpiry: false };
    },
    async value({ source, database, key, ...options }) {
      if (source.kind === 'instance') {
        return connections.exclusive(source.instance, database, (connect) => liveValue(connect, key, options));
      }
      const opened = await sources.use(source);
      const found = await find(opened, database, key);
      return fileValue(await opened.rdbPath(), found, options);
    },
    ...edits,
    histories: createKeyHistory({ ...deps, hold: sources.hold, connections }),
    restores: createKeyRestores({ ...deps, hold: sources.hold, connections, assertWritable: writable }),
    async analysis({ source, ...request }) {
      const found = await (await hostOf(source)).analysis(request);
      if (source.kind !== 'instance') return found.analysis;
      const { instance } = source;
      return withMemory(found, () => connections.own(instance, 0));
    },
    async growth({ before, after, separator }) {
      const [former, latter] = await Promise.all(
        [before, after].map(async (source) => (await sources.use(source)).complete()),
      );
      return former && latter ? compareGrowth(former, latter, separator) : [];
    },
    ...createReadOnlySwitch(deps),
    async close() {
      connections.close();
      await sources.close();
    },
  };
}

/** A user waits for another phase, and for the first keys. */
function isAwaited(shown: KeySpace, next: KeySpace): boolean {
  return next.phase !== shown.phase || (shown.keys === 0 && next.keys > 0);
}

/** Rejects when the signal aborts. */
function abortOf(signal: AbortSignal | undefined): { readonly promise: Promise<never>; end(): void } {
  let end: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    const abort = () => reject(signal?.reason as Error);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    end = () => signal?.removeEventListener('abort', abort);
  });
  promise.catch(() => undefined);
  return { promise, end };
}
