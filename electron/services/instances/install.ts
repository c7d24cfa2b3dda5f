import { AppError } from '../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import { MAIN, type RuntimeKind } from '../../../shared/contract/values.ts';
import type { Environment } from '../home/environment.ts';
import { type InstancePaths, instancePaths } from '../home/paths.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { isPortFree, nextFreePort } from '../ports/free-ports.ts';
import { portOwner } from '../ports/port-owner.ts';
import type { InstanceSpec } from '../runtimes/runtime.ts';
import { parseMemory } from '../settings/memory.ts';
import { chooseRuntime } from './choose-runtime.ts';
import type { InstanceDeps } from './deps.ts';
import { makeFolders, pruneEmptyFolders } from './folders.ts';
import type { InstallOptions } from './instances.ts';
import { mainRecordPath, writeMainRecord } from './main-record.ts';
import { untilReady } from './ready.ts';
import { startInstance } from './start-instance.ts';
import { statusById } from './status-by-id.ts';
import { writeConfig } from './write-config.ts';

const MEMORY_RULE = 'a size as Redis writes it: a whole number and b, kb, mb or gb, such as 512mb or 2gb';

/** Installs main, or starts it when it is installed as asked for already. */
export async function installMain(deps: InstanceDeps, options: InstallOptions): Promise<Operation> {
  const { environment, runtimes, operations } = deps;
  if (options.memory !== undefined && !parseMemory(options.memory)) throw badMemory(options.memory);
  const now = await statusById(deps, MAIN);
  if (now.runtime !== null) return alreadyThere(deps, now, options);
  const runtime = await chooseRuntime(options.runtime, runtimes);
  const port = options.port ?? environment.mainPort;
  await requireFreePort(port, environment);
  const steps = stepTitles(runtime, port);
  return operations.begin(
    { kind: 'install', instance: MAIN, title: 'Install main', steps: Object.values(steps) },
    async (op) => {
      try {
        await make(deps, { runtime, port, steps, image: options.image ?? environment.image, options, op });
        return await statusById(deps, MAIN);
      } catch (error) {
        op.afterwards(() => pruneEmptyFolders(environment.home));
        throw error;
      }
    },
  );
}

interface Making {
  readonly runtime: RuntimeKind;
  readonly port: number;
  readonly image: string;
  readonly steps: ReturnType<typeof stepTitles>;
  readonly options: InstallOptions;
  readonly op: OperationContext;
}

async function make(deps: InstanceDeps, { runtime: kind, port, image, steps, options, op }: Making): Promise<void> {
  const { environment } = deps;
  const runtime = deps.runtimes[kind];
  const paths = instancePaths(environment, MAIN);
  const spec = mainSpec(environment, paths, port, image, options.imageArchive ?? null);
  await op.step(steps.prepare, () => runtime.prepare(spec, op));
  const password = await op.step(steps.write, async () => {
    await makeFolders(paths, op);
    const wishes: Record<string, readonly string[]> = {
      ...(options.memory !== undefined && { maxmemory: [options.memory] }),
      ...(environment.given.has('REDIS_PASSWORD') && { requirepass: [environment.defaults.password] }),
    };
    const defaults = { ...environment.defaults, maxMemory: options.memory ?? environment.defaults.maxMemory };
    return writeConfig({ runtime: kind, paths, port, defaults, wishes, op });
  });
  await op.step(steps.create, async () => {
    await op.undo.add({ type: 'file', path: mainRecordPath(environment.home) });
    await writeMainRecord(environment.home, { runtime: kind, port, image });
    await runtime.create(spec, op);
  });
  const entry = await op.step(steps.start, () => runtime.start(MAIN, op.signal));
  await op.step(steps.ready, () => untilReady(runtime, entry, password, environment.readyTimeoutMs, op));
}

/** What a runtime is told to make for main. */
export function mainSpec(
  environment: Environment,
  paths: InstancePaths,
  port: number,
  image: string,
  imageArchive: string | null,
): InstanceSpec {
  return {
    id: MAIN,
    container: environment.naming.mainContainer,
    network: environment.naming.mainNetwork,
    subnets: [],
    labels: { 'vrooli.resource': 'redis' },
    paths,
    port,
    image,
    imageArchive,
    limits: { memoryBytes: null, cpus: null },
  };
}

function stepTitles(runtime: RuntimeKind, port: number) {
  return {
    prepare: runtime === 'docker' ? 'Get the image' : 'Find the Redis program',
    write: 'Write folders and redis.conf',
    create: runtime === 'docker' ? 'Create the network and container' : 'Register the process',
    start: 'Start Redis',
    ready: `Wait for an answer on port ${port}`,
  };
}

async function alreadyThere(deps: InstanceDeps, now: InstanceStatus, options: InstallOptions): Promise<Operation> {
  const differs = [
    options.runtime !== undefined && options.runtime !== now.runtime ? `runtime ${now.runtime}` : null,
    options.port !== undefined && options.port !== now.port ? `port ${now.port}` : null,
  ].filter((difference) => difference !== null);
  if (differs.length > 0) {
    const detail = differs.join(' and ');
    throw new AppError(
      'ALREADY_EXISTS',
      `main is installed already, with ${detail}. Uninstall it first (its data is kept), then install it as you wish.`,
      { id: MAIN, detail },
    );
  }
  return startInstance(deps, MAIN, { kind: 'install', title: 'Install main (it is installed already)' });
}

/** @throws AppError PORT_TAKEN naming who has it, where that can be told, and a free one */
export async function requireFreePort(port: number, environment: Environment): Promise<void> {
  if (await isPortFree(port)) return;
  const { start, end } = environment.tenantPorts;
  // Tenants have their own range: offer main one just after it, or a high one.
  const [by, free] = await Promise.all([portOwner(port), nextFreePort(end + 1, end + 100, new Set())]);
  const who = by ? `by ${by}` : 'by another program';
  const offer = free === null ? '' : `, for example ${free}`;
  throw new AppError(
    'PORT_TAKEN',
    `Port ${port} is used ${who}. Stop that program, or choose another port${offer} (tenants use ${start}–${end}).`,
    { port, by, free },
  );
}

function badMemory(given: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', `memory: "${given}" is not ${MEMORY_RULE}.`, {
    field: 'memory',
    expected: MEMORY_RULE,
  });
}
