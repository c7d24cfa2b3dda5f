import { AppError, isAppError } from '../../../shared/contract/errors.ts';
import type { KeySpace } from '../../../shared/contract/keyspace.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { firstState } from './host/first-state.ts';
import { type IndexHost, type IndexSpec, type IndexState, isComplete, type RdbSpec } from './host/index-host.ts';
import { backupVersion, fileVersion } from './source-version.ts';
import { type FileSource, findRdb, findRdbOfAof, type SourceDeps } from './sources/find-rdb.ts';
import type { RdbFile } from './sources/read-rdb.ts';
import { makeWorkFolder, removeWorkFolder } from './sources/work-folders.ts';

export interface OpenDeps extends SourceDeps, Pick<InstanceDeps, 'catalogue'> {
  readonly bus: ChangeBus;
  /** Opens an index, in a worker or in this process. */
  readonly openIndex: (spec: IndexSpec) => IndexHost;
}

/** A source whose index is open or being opened. */
export interface OpenedSource {
  readonly state: KeySpace;
  /** Whether opening failed or the index was lost: the next use opens the source again. */
  readonly isBroken: boolean;
  onState(listener: () => void): () => void;
  /** The index, once the data is found. @throws AppError if the source cannot be opened */
  host(): Promise<IndexHost>;
  /** Waits until all keys are read. @throws AppError if the source cannot be opened */
  complete(): Promise<IndexHost>;
  /** The path of the RDB that holds the values. */
  rdbPath(): Promise<string>;
  /** Its version before it was read; null if the app wrote it. */
  rdbVersion(): Promise<string | null>;
  close(): Promise<void>;
}

interface Opened {
  readonly host: IndexHost;
  readonly file: RdbFile;
}

/** More than the changes of one index, so that `keysRevision` differs after a source was opened again. */
const REVISIONS = 2 ** 32;
let openings = 0;

/**
 * Opens a backup or a file: finds its data, converts it if necessary, and indexes it.
 * @param version of a backup; null if unknown
 */
export function openSource(deps: OpenDeps, source: FileSource, version: string | null): OpenedSource {
  const closing = new AbortController();
  const { signal } = closing;
  const listeners = new Set<() => void>();
  const folders: string[] = [];
  let state: IndexState = { ...firstState, phase: 'opening', fraction: null, keysRevision: REVISIONS * openings++ };
  let revision = 0;
  /** Added to the version of the current index, so that another index has other versions. */
  let keysBase = 0;
  let isBroken = false;
  let dataSets: KeySpace['dataSets'];
  let isDeleted = false;
  let current: IndexHost | null = null;
  let rdb: RdbFile | null = null;
  let rdbVersion: string | null = null;
  let begun: (host: IndexHost) => void = () => undefined;
  const first = new Promise<IndexHost>((resolve) => {
    begun = resolve;
  });

  function show(next: IndexState): void {
    // An AOF's preamble is incomplete: more keys follow.
    const phase = next.commandsFollow && next.phase === 'ready' ? 'reading' : next.phase;
    state = { ...next, phase, isDeleted, revision: ++revision };
    for (const listener of listeners) listener();
  }

  const work = {
    signal,
    progress: (fraction: number | null) => show({ ...state, fraction }),
    async folder() {
      const folder = await makeWorkFolder(deps.environment.home);
      folders.push(folder);
      return folder;
    },
  };

  function start(spec: RdbSpec): IndexHost {
    const host = deps.openIndex(spec);
    current = host;
    rdb = spec;
    keysBase = state.keysRevision + 1;
    begun(host);
    host.onState(() => {
      if (current !== host) return;
      if (host.isLost) isBroken = true;
      show({ ...host.state, keysRevision: keysBase + host.state.keysRevision });
    });
    return host;
  }

  async function open(): Promise<Opened> {
    const found = await findRdb(deps, source, work);
    signal.throwIfAborted();
    const { dataSets: sets, ...file } = found;
    if (sets.length > 0) dataSets = [...sets];
    if (found.unzipTo === null) rdbVersion = await fileVersion(found.path);
    const host = start({ kind: 'rdb', ...file });
    await untilComplete(host);
    if (!host.state.commandsFollow) return { host, file: found };
    current = null;
    rdb = null;
    await host.close();
    const whole = await findRdbOfAof(deps, found, source, work);
    rdbVersion = null;
    signal.throwIfAborted();
    return { host: start({ kind: 'rdb', ...whole }), file: whole };
  }

  /** A deleted backup may return: its deletion can be undone. Another one may get its name. */
  async function checkBackup({ instance, name }: Extract<FileSource, { kind: 'backup' }>): Promise<void> {
    const found = await deps.backups.get(instance, name).catch((error: unknown) => {
      if (isAppError(error, 'NOT_FOUND')) return null;
      throw error;
    });
    if (signal.aborted || isBroken) return;
    const isReplaced = found !== null && version !== null && backupVersion(found) !== version;
    if (!isReplaced && isDeleted === (found === null)) return;
    isDeleted = found === null;
    isBroken = isReplaced;
    // The next request opens the other backup.
    show(isReplaced ? { ...state, keysRevision: state.keysRevision + 1 } : state);
  }
  const endWatch = deps.bus.listen(({ noun, id }) => {
    if (source.kind !== 'backup' || noun !== 'backups' || (id !== null && id !== source.instance)) return;
    // A folder that is currently unreadable says nothing about the backup.
    checkBackup(source).catch(() => undefined);
  });

  const opened = open();
  opened.catch((error: unknown) => {
    isBroken = true;
    if (!signal.aborted) show({ ...state, phase: 'failed', problem: sentenceOf(error) });
  });

  return {
    get state() {
      const { commandsFollow: _, ...rest } = state;
      return { source, ...rest, ...(dataSets && { dataSets }) };
    },
    get isBroken() {
      return isBroken;
    },
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    // While keys are read, they can be listed.
    host: async () => current ?? Promise.race([first, opened.then(({ host }) => host)]),
    async complete() {
      const { host } = await opened;
      await untilComplete(host);
      return host;
    },
    async rdbPath() {
      const { path, unzipTo } = rdb ?? (await opened).file;
      return unzipTo ?? path;
    },
    rdbVersion: () => opened.then(() => rdbVersion),
    async close() {
      endWatch();
      closing.abort(new AppError('CANCELLED', 'The source was closed.', {}));
      await opened.then(
        ({ host }) => host.close(),
        () => current?.close(),
      );
      await Promise.all(folders.map(removeWorkFolder));
    },
  };
}

function untilComplete(host: IndexHost): Promise<void> {
  return new Promise((resolve) => {
    if (isComplete(host.state)) {
      resolve();
      return;
    }
    const end = host.onState(() => {
      if (!isComplete(host.state)) return;
      end();
      resolve();
    });
  });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
