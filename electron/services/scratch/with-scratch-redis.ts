import { randomBytes } from 'node:crypto';
import type { BackupModule } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { can, PROGRAM_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import type { UndoEntry } from '../operations/undo/undo-entry.ts';
import { imageRedis } from './image-redis.ts';
import { canRead, type LocalProgram, localProgram, newestRdb } from './local-program.ts';
import { memoryLimit } from './memory-limit.ts';
import { programRedis } from './program-redis.ts';
import type { ContainerDeps } from './run-container.ts';
import { type ScratchModules, scratchModules } from './scratch-modules.ts';
import type { ScratchRedis } from './scratch-server.ts';

/** The data to load. */
export interface LoadNeed {
  /** The owner of the data, whose image is preferred. */
  readonly instance: string;
  /** The version that wrote it, if known. */
  readonly redisVersion: string | null;
  readonly rdbVersion: number | null;
  /** Its size in memory, bytes. */
  readonly memoryBytes: number | null;
  /** The version that must be able to read a save of the data; null: no save, or any version. */
  readonly readableBy?: string | null;
  /** The modules that were loaded when the data was saved; null or omitted: unknown. */
  readonly modules?: readonly BackupModule[] | null;
  /** The instance whose modules load the data; omitted: its owner. */
  readonly modulesOf?: string;
}

/** Dependencies of scratch servers for data. */
export interface DataDeps extends Pick<InstanceDeps, 'catalogue' | 'runtimes' | 'environment'> {
  /** The PATH to search for programs. */
  readonly programPath: string | undefined;
  /** Starts a container that loads data which no local redis-server can load. */
  readonly startScratch: ContainerDeps['startScratch'];
}

type Choice = LocalProgram | { readonly image: string; readonly version: string };

/**
 * Runs `body` with a Redis that can load the data: preferably the version that wrote it, as a program or an image, then
 * the instance's own image, then any other. No image is pulled for this. Modules of the instance are loaded too; they
 * belong to its runtime, so that only a Redis of that runtime can load them.
 * @throws AppError NO_RUNTIME, BACKUP_UNSUITABLE if there is none; what `body` throws
 */
export async function withScratchRedis<T>(
  deps: DataDeps,
  need: LoadNeed,
  op: OperationContext,
  body: (loader: ScratchRedis) => Promise<T>,
): Promise<T> {
  const owner = need.modulesOf ?? need.instance;
  const modules = await scratchModules(deps, { instance: owner, recorded: need.modules ?? null });
  const choice = await choose(deps, need, modules && { ...modules, owner });
  const memoryBytes = memoryLimit(need.memoryBytes);
  if ('path' in choice) return body(programRedis(choice, memoryBytes, modules?.lines));
  const base = `vrooli-scratch-${randomBytes(6).toString('hex')}`;
  const entries = ['load', 'check'].map((part): UndoEntry => ({ type: 'container', name: `${base}-${part}` }));
  await op.undo.add(...entries);
  try {
    const { startScratch, environment } = deps;
    const options = { ...choice, base, memoryBytes, modules };
    return await body(imageRedis({ home: environment.home, startScratch }, options));
  } finally {
    await op.undo.drop(...entries);
  }
}

async function choose(
  deps: DataDeps,
  need: LoadNeed,
  modules: (ScratchModules & { readonly owner: string }) | null,
): Promise<Choice> {
  const ofImage = modules !== null && can(modules.runtime, 'image');
  const program = ofImage ? null : await localProgram(deps.programPath);
  if (program && fits(program.version, need) && isSame(program.version, need.redisVersion)) return program;
  const images = modules === null || ofImage ? await imagesHere(deps, modules?.owner ?? need.instance) : [];
  const fitting = images.filter(({ version }) => fits(version, need));
  const chosen = fitting.find(({ version }) => isSame(version, need.redisVersion)) ?? fitting[0];
  if (chosen) return chosen;
  if (program && fits(program.version, need)) return program;
  throw none(program, images, need);
}

/** The candidate images: the instance's own, and that of new instances. */
async function imagesHere(
  { catalogue, runtimes, environment }: DataDeps,
  id: string,
): Promise<readonly Extract<Choice, { image: string }>[]> {
  const { docker } = runtimes;
  if (!(await docker.usable())) return [];
  const instance = await catalogue.one(id);
  const names = [instance?.entry?.image, instance?.record?.image, environment.image].filter((name) => name != null);
  const found = await Promise.all(
    [...new Set(names)].map(async (image) => ({ image, version: await docker.versionOf(image).catch(() => null) })),
  );
  return found.flatMap(({ image, version }) => (version === null ? [] : [{ image, version }]));
}

function fits(version: string, { redisVersion, rdbVersion, readableBy = null }: LoadNeed): boolean {
  if (readableBy !== null && !canRead(readableBy, version)) return false;
  const newest = newestRdb(version);
  if (rdbVersion !== null && newest !== null) return rdbVersion <= newest;
  return canRead(version, redisVersion);
}

function isSame(version: string, wanted: string | null): boolean {
  const minor = (of: string) => of.split('.').slice(0, 2).join('.');
  return wanted === null || minor(version) === minor(wanted);
}

function none(program: LocalProgram | null, images: readonly Choice[], need: LoadNeed): AppError {
  const there = [
    program && `redis-server ${program.version}`,
    ...images.map(({ version }) => `an image of ${version}`),
  ];
  const list = there.filter(Boolean).join(' and ');
  if (list === '') {
    const reason = 'neither a redis-server program nor an image of Redis was found';
    const message = `No Redis can load the data: ${reason}. Install redis-server with your package manager, or start Docker.`;
    return new AppError('NO_RUNTIME', message, { reasons: [{ runtime: PROGRAM_RUNTIME, reason }] });
  }
  const { redisVersion, rdbVersion } = need;
  const format = rdbVersion === null ? '' : ` in RDB version ${rdbVersion}`;
  const writer = redisVersion === null ? 'A newer Redis' : `Redis ${redisVersion}`;
  const reason = `${writer} wrote it${format}, and this computer has ${list}, which cannot load it`;
  const message = `The data cannot be loaded here: ${reason}. It may be intact. Install that version of Redis, or pull its image.`;
  return new AppError('BACKUP_UNSUITABLE', message, { name: need.instance, reason });
}
