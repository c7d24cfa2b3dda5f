import type { InstallPreview } from '../../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { parseMemory } from '../../../shared/memory.ts';
import { terminalLine } from '../../lib/terminal-line.ts';

/** What somebody typed; empty means: as it is proposed. */
export interface InstallFields {
  readonly port: string;
  readonly memory: string;
  /** Of docker only. */
  readonly image: string;
  /** The path of a file made by `docker save`; of docker only. */
  readonly imageArchive: string;
}

export const noFields: InstallFields = { port: '', memory: '', image: '', imageArchive: '' };

export type FieldErrors = Partial<Record<keyof InstallFields, string>>;

/** What is asked of the engine: only what differs from what it would choose itself. */
export interface InstallWish {
  readonly runtime: RuntimeKind;
  readonly port?: number;
  readonly memory?: string;
  readonly image?: string;
  readonly imageArchive?: string;
}

/** `redis:7-alpine`, `registry.example:5000/team/redis@sha256:…` */
const IMAGE = /^[a-z0-9][a-z0-9._-]*(:\d+)?(\/[a-z0-9._-]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/i;

/** What is wrong with what was typed, as a sentence for each field. */
export function fieldErrors(fields: InstallFields, runtime: RuntimeKind): FieldErrors {
  const { port, memory, image, imageArchive } = trimmed(fields);
  return {
    ...(port !== '' && typedPort(port) === null && { port: 'A port is a whole number from 1 to 65535.' }),
    ...(memory !== '' &&
      parseMemory(memory) === null && { memory: 'A whole number and b, kb, mb or gb, such as 512mb or 2gb.' }),
    ...(runtime === 'docker' &&
      image !== '' &&
      !IMAGE.test(image) && { image: 'A name as Docker writes it, such as redis:7-alpine.' }),
    ...(runtime === 'docker' &&
      imageArchive !== '' &&
      !isPath(imageArchive) && { imageArchive: 'The whole path of a file, such as /home/me/redis.tar.' }),
  };
}

/** The port that was typed; null when none was, or none that can be. */
export function typedPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** @param fields without errors */
export function installWish(fields: InstallFields, runtime: RuntimeKind): InstallWish {
  const { port, memory, image, imageArchive } = trimmed(fields);
  const asked = typedPort(port);
  return {
    runtime,
    ...(asked !== null && { port: asked }),
    ...(memory !== '' && { memory }),
    ...(runtime === 'docker' && image !== '' && { image }),
    ...(runtime === 'docker' && imageArchive !== '' && { imageArchive }),
  };
}

/** The terminal line that does the same. Docker is what the terminal takes by itself when an engine answers. */
export function installLine({ runtime, port, memory, image, imageArchive }: InstallWish): string {
  return terminalLine('install', {
    runtime: runtime === 'docker' ? null : runtime,
    port,
    memory,
    image,
    'image-archive': imageArchive,
  });
}

/** What happens when the limit is reached, after "Up to 2 GB,". */
export function whenFull(policy: InstallPreview['memoryPolicy']): string {
  if (policy === 'noeviction') return 'then writes are refused';
  const of = policy.startsWith('volatile-') ? 'keys with an expiry' : 'keys';
  if (policy.endsWith('-lru')) return `then the least recently used ${of} are evicted`;
  if (policy.endsWith('-lfu')) return `then the least often used ${of} are evicted`;
  if (policy.endsWith('-random')) return `then ${of} are evicted at random`;
  if (policy === 'volatile-ttl') return 'then keys that expire soonest are evicted';
  return `then by the policy ${policy}`;
}

/** How and when it is saved, as two phrases. */
export function savedAs({ persistence, saveIntervals }: InstallPreview): readonly [string, string] {
  switch (persistence) {
    case 'rdb':
      return ['Snapshots (RDB)', snapshotTimes(saveIntervals)];
    case 'aof':
      return ['Every write (AOF)', 'on disk within a second'];
    case 'both':
      return ['Snapshots and every write', 'RDB and AOF; on disk within a second'];
    case 'none':
      return ['Not saved', 'all keys are lost when it stops'];
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
  const least = Math.min(...seconds);
  const most = Math.max(...seconds);
  if (seconds.length === 0) return 'only when it is asked for';
  if (least === most) return `${spoken(least)} after a change`;
  return `after ${spoken(least)} to ${spoken(most)}, depending on changes`;
}

function spoken(seconds: number): string {
  return seconds <= 60 || seconds % 60 !== 0 ? `${seconds} s` : `${seconds / 60} min`;
}

function isPath(text: string): boolean {
  return /^(\/|~\/|[a-z]:[\\/])./i.test(text);
}

function trimmed(fields: InstallFields): InstallFields {
  const { port, memory, image, imageArchive } = fields;
  return { port: port.trim(), memory: memory.trim(), image: image.trim(), imageArchive: imageArchive.trim() };
}
