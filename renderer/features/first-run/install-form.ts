import type { InstallPreview } from '../../../shared/contract/instance.ts';
import { can, runtimeKinds } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { parseMemory } from '../../../shared/memory.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as firstRunWords from './words.ts';

/** The text of the fields; empty means the default. */
export interface InstallFields {
  readonly port: string;
  readonly memory: string;
  /** Only for Docker. */
  readonly image: string;
  /** The path of a `docker save` archive; only for Docker. */
  readonly imageArchive: string;
}

export const noFields: InstallFields = { port: '', memory: '', image: '', imageArchive: '' };

export type FieldErrors = Partial<Record<keyof InstallFields, string>>;

/** The installation request; omitted fields use the defaults of the core. */
export interface InstallRequest {
  readonly runtime: RuntimeKind;
  readonly port?: number;
  readonly memory?: string;
  readonly image?: string;
  readonly imageArchive?: string;
}

/** `redis:7-alpine`, `registry.example:5000/team/redis@sha256:…` */
const IMAGE = /^[a-z0-9][a-z0-9._-]*(:\d+)?(\/[a-z0-9._-]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/i;

/** The validation message of each invalid field. */
export function fieldErrors(fields: InstallFields, runtime: RuntimeKind): FieldErrors {
  const { port, memory, image, imageArchive } = trimmed(fields);
  return {
    ...(port !== '' && typedPort(port) === null && { port: firstRunWords.enterAPort }),
    ...(memory !== '' && parseMemory(memory) === null && { memory: firstRunWords.enterASizeSuchAs512mb }),
    ...(can(runtime, 'image') && image !== '' && !IMAGE.test(image) && { image: firstRunWords.enterAnImageName }),
    ...(can(runtime, 'image') &&
      imageArchive !== '' &&
      !isPath(imageArchive) && { imageArchive: firstRunWords.enterAnAbsolutePath }),
  };
}

/** The entered port; null if it is empty or invalid. */
export function typedPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** @param fields without errors */
export function installRequest(fields: InstallFields, runtime: RuntimeKind): InstallRequest {
  const { port, memory, image, imageArchive } = trimmed(fields);
  const portNumber = typedPort(port);
  return {
    runtime,
    ...(portNumber !== null && { port: portNumber }),
    ...(memory !== '' && { memory }),
    ...(can(runtime, 'image') && image !== '' && { image }),
    ...(can(runtime, 'image') && imageArchive !== '' && { imageArchive }),
  };
}

/** The equivalent CLI command. The first runtime is the default of the CLI if it is available. */
export function installLine({ runtime, port, memory, image, imageArchive }: InstallRequest): string {
  return terminalLine('install', {
    runtime: runtime === runtimeKinds[0] ? null : runtime,
    port,
    memory,
    image,
    'image-archive': imageArchive,
  });
}

/** What Redis does at the memory limit, shown after "Up to 2 GB". */
export function whenFull(policy: InstallPreview['memoryPolicy']): string {
  if (policy === 'noeviction') return firstRunWords.thenWritesAreRefused;
  const of = policy.startsWith('volatile-') ? firstRunWords.keysWithAnExpiry : firstRunWords.keysOfAnyKind;
  if (policy.endsWith('-lru')) return firstRunWords.thenLeastRecentlyUsed(of);
  if (policy.endsWith('-lfu')) return firstRunWords.thenLeastOftenUsed(of);
  if (policy.endsWith('-random')) return firstRunWords.thenEvictedAtRandom(of);
  if (policy === 'volatile-ttl') return firstRunWords.thenSoonestToExpire;
  return firstRunWords.thenThePolicyApplies(policy);
}

/** The persistence mode and when Redis saves, as two phrases. */
export function savedAs({ persistence, saveIntervals }: InstallPreview): readonly [string, string] {
  switch (persistence) {
    case 'rdb':
      return [firstRunWords.snapshotsRdb, snapshotTimes(saveIntervals)];
    case 'aof':
      return [firstRunWords.everyWriteAof, firstRunWords.onDiskWithinASecond];
    case 'both':
      return [firstRunWords.snapshotsAndEveryWrite, firstRunWords.rdbAndAofOnDiskWithin];
    case 'none':
      return [firstRunWords.notSaved, firstRunWords.allKeysAreLostWhenRedis];
    default:
      return persistence satisfies never;
  }
}

/** @param intervals pairs of seconds and changes, as Redis's `save` has them: `900 1 300 10 60 10000` */
export function snapshotTimes(intervals: string): string {
  const seconds = intervals
    .split(/\s+/)
    .filter((_, index) => index % 2 === 0)
    .map(Number)
    .filter((number) => number > 0);
  const shortest = Math.min(...seconds);
  const longest = Math.max(...seconds);
  if (seconds.length === 0) return firstRunWords.onlyOnRequest;
  if (shortest === longest) return firstRunWords.shortestAfterAWrite(intervalText(shortest));
  return firstRunWords.savedEveryDepending(intervalText(shortest), intervalText(longest));
}

function intervalText(seconds: number): string {
  return seconds <= 60 || seconds % 60 !== 0 ? `${seconds} s` : `${seconds / 60} min`;
}

function isPath(text: string): boolean {
  return /^(\/|[a-z]:[\\/])./i.test(text);
}

function trimmed(fields: InstallFields): InstallFields {
  const { port, memory, image, imageArchive } = fields;
  return { port: port.trim(), memory: memory.trim(), image: image.trim(), imageArchive: imageArchive.trim() };
}
