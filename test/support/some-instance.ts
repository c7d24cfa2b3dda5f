import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ManagedInstance } from '../../electron/services/instances/registry/catalogue.ts';
import { noLimits } from '../../electron/services/instances/registry/instance-record.ts';
import type { Observer } from '../../electron/services/instances/status/observer.ts';
import type { OperationContext } from '../../electron/services/operations/run/operation-context.ts';
import type { UndoEntry } from '../../electron/services/operations/undo/undo-entry.ts';
import { type Environment, readEnvironment } from '../../electron/services/platform/home/environment.ts';
import { instancePaths } from '../../electron/services/platform/home/paths.ts';
import { confPlaceOf } from '../../electron/services/redis/conf/conf-place.ts';
import { configuredSettings } from '../../electron/services/redis/conf/server-settings.ts';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { MAIN } from '../../shared/contract/names.ts';
import { someEntry } from './fake-runtime.ts';
import type { FakeServer } from './fake-server.ts';
import { someStatus } from './some-status.ts';

/** The environment of a home, without variables of this shell. */
export function environmentOf(home: string, variables: Readonly<Record<string, string>> = {}): Environment {
  return readEnvironment({ VROOLI_HOME: home, ...variables });
}

/** Writes a file with its folders. @returns its path */
export function place(path: string, content: string | Buffer = ''): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Writes the redis.conf of an instance, and its folders. */
export function writeConf(environment: Environment, id: string, ...lines: readonly string[]): void {
  const paths = instancePaths(environment, id);
  for (const folder of [paths.data, paths.config, paths.logs, paths.backups]) mkdirSync(folder, { recursive: true });
  writeFileSync(paths.configFile, `${lines.join('\n')}\n`);
}

/** A running process instance with the settings of its redis.conf. */
export async function managed(
  environment: Environment,
  id: string = MAIN,
  change: Partial<ManagedInstance> = {},
): Promise<ManagedInstance> {
  const paths = instancePaths(environment, id);
  const instance: ManagedInstance = {
    id,
    record: { runtime: 'process', port: 6500, image: environment.image, limits: noLimits },
    tenant: null,
    unreadable: null,
    trouble: null,
    unprotected: null,
    entry: someEntry(id),
    unreachable: null,
    paths,
    settings: null,
    ...change,
  };
  const settings = change.settings ?? (await configuredSettings(confPlaceOf(instance)).catch(() => null));
  return { ...instance, settings };
}

/** An observer of one server in memory. Null: no server answers. */
export function observerOf(server: FakeServer | null, status: Partial<InstanceStatus> = {}): Observer {
  const observed = (id: string) => someStatus(id, status);
  return {
    status: async ({ id }) => observed(id),
    observe: async ({ id }) => ({ status: observed(id), answer: null, failure: null, seenAtMs: 0 }),
    prefetchReplies: () => new Map(),
    link: async () => server?.link ?? null,
    openLink: () => server?.link ?? null,
    lastChanges: () => null,
    forget: async () => undefined,
    close: async () => undefined,
  };
}

/** The context of an operation that keeps its progress, its log and its undo entries. */
export interface KeptContext extends OperationContext {
  readonly steps: string[];
  readonly details: (string | null)[];
  readonly logged: string[];
  readonly entries: UndoEntry[];
  readonly tasks: (() => Promise<void>)[];
  readonly abort: AbortController;
}

export function keptContext(): KeptContext {
  const abort = new AbortController();
  const [steps, details, logged, entries, tasks] = [[], [], [], [], []] as [
    string[],
    (string | null)[],
    string[],
    UndoEntry[],
    (() => Promise<void>)[],
  ];
  return {
    ...{ steps, details, logged, entries, tasks, abort },
    signal: abort.signal,
    step(step, body) {
      steps.push(typeof step === 'string' ? step : step.id);
      return body();
    },
    progress: (_, detail) => void details.push(detail),
    log: (text) => void logged.push(text),
    warn: (text) => void logged.push(text),
    reportStalled: () => undefined,
    commitPoint: () => undefined,
    onReleased: (task) => void tasks.push(task),
    undo: {
      add: async (...added) => void entries.push(...added),
      async drop(...dropped) {
        for (const entry of dropped) entries.splice(entries.indexOf(entry), 1);
      },
    },
  };
}
