import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import type { UndoEntry } from '../operations/undo/undo-entry.ts';
import { imageRedis } from './image-redis.ts';
import { canRead, type LocalProgram, localProgram, newestRdb } from './local-program.ts';
import { memoryLimit } from './memory-limit.ts';
import { programRedis } from './program-redis.ts';
import type { ContainerDeps } from './run-container.ts';
import type { ScratchRedis } from './scratch-server.ts';

/** What is to be loaded. */
export interface LoadNeed {
  /** Whose data it is: its own image comes first. */
  readonly instance: string;
  /** What wrote it, as far as that is known. */
  readonly redisVersion: string | null;
  readonly rdbVersion: number | null;
  /** Its size in memory, bytes. */
  readonly memoryBytes: number | null;
  /** What will be saved of it must be readable for this version; null: nothing will be, or by any. */
  readonly readableBy?: string | null;
}

/** What scratch servers for data are made with. */
export interface DataDeps extends Pick<InstanceDeps, 'catalogue' | 'runtimes' | 'environment'> {
  /** Where programs are looked for. */
  readonly programPath: string | undefined;
  /** Where no program of this computer can load some data, an image can. */
  readonly startScratch: ContainerDeps['startScratch'];
}

type Choice = LocalProgram | { readonly image: string; readonly version: string };

/**
 * Runs something with a Redis that can load some data. That of the very version comes first, program or image, then
 * the instance's own image, then whatever else can load it. No image is fetched for this.
 * @throws AppError NO_RUNTIME, BACKUP_UNSUITABLE where there is none; what `body` throws
 */
export async function withScratchRedis<T>(
  deps: DataDeps,
  need: LoadNeed,
  op: OperationContext,
  body: (loader: ScratchRedis) => Promise<T>,
): Promise<T> {
  const choice = await choose(deps, need);
  const memoryBytes = memoryLimit(need.memoryBytes);
  if ('path' in choice) return body(programRedis(choice, memoryBytes));
  const base = `vrooli-scratch-${randomBytes(6).toString('hex')}`;
  const entries = ['load', 'check'].map((part): UndoEntry => ({ type: 'container', name: `${base}-${part}` }));
  await op.undo.add(...entries);
  try {
    const { startScratch, environment } = deps;
    return await body(imageRedis({ home: environment.home, startScratch }, { ...choice, base, memoryBytes }));
  } finally {
    await op.undo.drop(...entries);
  }
}

async function choose(deps: DataDeps, need: LoadNeed): Promise<Choice> {
  const program = await localProgram(deps.programPath);
  if (program && fits(program.version, need) && isSame(program.version, need.redisVersion)) return program;
  const images = await imagesHere(deps, need.instance);
  const fitting = images.filter(({ version }) => fits(version, need));
  const chosen = fitting.find(({ version }) => isSame(version, need.redisVersion)) ?? fitting[0];
  if (chosen) return chosen;
  if (program && fits(program.version, need)) return program;
  throw none(program, images, need);
}

/** The images that could do it: the instance's own, and that of new instances. */
async function imagesHere(
  { catalogue, runtimes, environment }: DataDeps,
  instance: string,
): Promise<readonly Extract<Choice, { image: string }>[]> {
  const { docker } = runtimes;
  if (!(await docker.usable())) return [];
  const known = await catalogue.one(instance);
  const names = [known?.entry?.image, known?.record?.image, environment.image].filter((name) => name != null);
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
    const message = `No Redis is here to load it in: ${reason}. Install redis-server with your package manager, or start the container engine.`;
    return new AppError('NO_RUNTIME', message, { reasons: [{ runtime: 'process', reason }] });
  }
  const { redisVersion, rdbVersion } = need;
  const format = rdbVersion === null ? '' : ` in version ${rdbVersion} of the format`;
  const reason = `Redis ${redisVersion ?? 'of a newer kind'} wrote it${format}, and this machine has ${list}, which cannot load it`;
  const message = `It cannot be loaded here: ${reason}. It may well be whole. Install that version of Redis, or fetch its image.`;
  return new AppError('BACKUP_UNSUITABLE', message, { name: need.instance, reason });
}
