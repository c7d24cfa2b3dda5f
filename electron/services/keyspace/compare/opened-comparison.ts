import { join } from 'node:path';
import type { ComparedSources, Comparison } from '../../../../shared/contract/compare.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { type FoundRdb, findRdb, findRdbOfAof, type SourceDeps, type Work } from '../sources/find-rdb.ts';
import { makeWorkFolder, removeWorkFolder } from '../sources/work-folders.ts';
import { keyTarget } from '../values/key-connections.ts';
import {
  type CompareHost,
  type CompareSpec,
  type CompareState,
  firstCompareState,
  type SideSpec,
} from './compare-host.ts';

export interface ComparisonDeps extends SourceDeps, Pick<InstanceDeps, 'catalogue'> {
  /** Runs a comparison, in a worker or in this process. */
  readonly openComparison: (spec: CompareSpec) => CompareHost;
}

/** A comparison that is running, has failed, or is complete. */
export interface OpenedComparison {
  readonly state: Comparison;
  readonly isBroken: boolean;
  onState(listener: () => void): () => void;
  /** The host, once the comparison is complete. @throws AppError if a side cannot be opened */
  host(): Promise<CompareHost>;
  /** Compares again, with new copies of servers. */
  restart(): void;
  close(): Promise<void>;
}

type Sides = 'before' | 'after';

/** A comparison with the same sources, restarted on demand. */
export function openedComparison(deps: ComparisonDeps, sources: ComparedSources): OpenedComparison {
  const listeners = new Set<() => void>();
  const ended: Promise<void>[] = [];
  let state: CompareState = firstCompareState;
  let revision = 0;
  let current = begin();

  function begin(): Run {
    const run: Run = startRun(deps, sources, (next) => {
      if (run !== current && current !== undefined) return;
      state = { ...next, revision: ++revision };
      for (const listener of listeners) listener();
    });
    return run;
  }

  return {
    get state() {
      const { commandsFollow: _, ...rest } = state;
      return { ...sources, ...rest };
    },
    // A failure stays until a user refreshes: a server must not be copied again and again.
    isBroken: false,
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    host: () => current.host,
    restart() {
      ended.push(current.close());
      state = { ...firstCompareState, revision: ++revision };
      current = begin();
    },
    async close() {
      await Promise.all([...ended, current.close()]);
    },
  };
}

interface Run {
  readonly host: Promise<CompareHost>;
  close(): Promise<void>;
}

/** Finds the data of both sides, converts it if necessary, and compares it. */
function startRun(deps: ComparisonDeps, sources: ComparedSources, show: (state: CompareState) => void): Run {
  const closing = new AbortController();
  const { signal } = closing;
  const folders: string[] = [];
  const started = performance.now();
  let state: CompareState = firstCompareState;
  let current: CompareHost | null = null;

  function update(next: CompareState): void {
    const tookSeconds = next.phase === 'ready' ? Number(((performance.now() - started) / 1000).toFixed(3)) : null;
    state = { ...next, tookSeconds };
    if (!signal.aborted) show(state);
  }

  const work: Work = {
    signal,
    progress: (fraction) => update({ ...state, fraction }),
    async folder() {
      const folder = await makeWorkFolder(deps.environment.home);
      folders.push(folder);
      return folder;
    },
  };

  async function sideOf(source: KeySource): Promise<SideSpec> {
    if (source.kind !== 'instance') return { kind: 'rdb', ...(await findRdb(deps, source, work)) };
    const target = await keyTarget(deps, source.instance);
    const { entry, paths } = await requireInstance(deps, source.instance);
    // A server with its own file system may run on another computer, and its disk cannot be measured from here.
    const isLocal = entry !== null && !can(entry.runtime, 'mounts');
    const { home } = deps.environment;
    const copyTo = join(await work.folder(), 'copy.rdb');
    const dataFolder = isLocal ? paths.data : null;
    return { kind: 'live', target, dataFolder, isOnThisComputer: isLocal, home, copyTo };
  }

  async function run(spec: CompareSpec): Promise<CompareHost> {
    signal.throwIfAborted();
    const host = deps.openComparison(spec);
    current = host;
    const follows = await new Promise<Sides | null>((resolve) => {
      const check = () => {
        if (current !== host) return;
        if (host.state.commandsFollow === null) update(host.state);
        if (host.state.commandsFollow !== null) resolve(host.state.commandsFollow);
        else if (isEnded(host.state)) resolve(null);
      };
      host.onState(check);
      signal.addEventListener('abort', () => resolve(null), { once: true });
      check();
    });
    if (follows === null) return host;
    await host.close();
    return run({ ...spec, [follows]: await whole(spec[follows], sources[follows]) });
  }

  /** An AOF's preamble is incomplete: a scratch server loads the commands after it. */
  async function whole(side: SideSpec, source: KeySource): Promise<SideSpec> {
    if (side.kind === 'live' || source.kind === 'instance') throw new Error('a copy of a server is always whole');
    const found: FoundRdb = await findRdbOfAof(deps, side, source, work);
    return { kind: 'rdb', ...found };
  }

  async function open(): Promise<CompareHost> {
    const [before, after] = [await sideOf(sources.before), await sideOf(sources.after)];
    return run({ before, after });
  }

  const host = open();
  host.catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    update({ ...state, phase: 'failed', fraction: null, problem });
  });

  return {
    host,
    async close() {
      closing.abort(new AppError('CANCELLED', 'The comparison was closed.', {}));
      await host.then(
        (opened) => opened.close(),
        () => current?.close(),
      );
      await Promise.all(folders.map(removeWorkFolder));
    },
  };
}

function isEnded({ phase }: Pick<CompareState, 'phase'>): boolean {
  return phase === 'ready' || phase === 'failed';
}
