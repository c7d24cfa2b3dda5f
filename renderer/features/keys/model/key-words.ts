import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../../shared/format/count.ts';
import { count, duration, exactTime } from '../../../lib/format.ts';

/** Texts that several parts of the view show. */
export const OFFLINE = 'Unavailable while disconnected';

/** The noun of a type's elements. */
const elements: Readonly<Record<KeyType, readonly [string, string]>> = {
  string: ['byte', 'bytes'],
  list: ['item', 'items'],
  set: ['member', 'members'],
  zset: ['member', 'members'],
  hash: ['field', 'fields'],
  stream: ['entry', 'entries'],
  module: ['byte', 'bytes'],
};

/** `12 fields` */
export function lengthWords(type: KeyType, length: number): string {
  return counted(length, ...elements[type]);
}

/** `Fields`, the title of the elements. */
export function elementsTitle(type: KeyType): string {
  const [, many] = elements[type];
  return many.charAt(0).toUpperCase() + many.slice(1);
}

/** The article of {@link elementWord}. */
export function elementArticle(type: KeyType): 'a' | 'an' {
  return type === 'list' || type === 'stream' ? 'an' : 'a';
}

/** `field`, `item`: one element, in the words of a button. */
export function elementWord(type: KeyType): string {
  return elements[type][0];
}

/** `main live`, `pre-deploy`, `dump.rdb` */
export function sourceTitle(source: KeySource, fileName: string | null): string {
  if (source.kind === 'instance') return source.instance;
  if (source.kind === 'backup') return source.name;
  if (source.kind === 'file') return fileName ?? (source.path.split(/[\\/]/).at(-1) || source.path);
  return fileName ?? 'File';
}

/** Of a file the person knows as such: `the backup pre-deploy of main`. */
export function sourceWords(source: KeySource, fileName: string | null): string {
  const title = sourceTitle(source, fileName);
  return source.kind === 'backup' ? `the backup ${title} of ${source.instance}` : title;
}

/** `418,206 keys in 3 databases` */
export function totalsWords({ keys, databases, phase }: KeySpace): string {
  const all = `${counted(keys, 'key')} in ${counted(databases.length, 'database')}`;
  return phase === 'opening' || phase === 'reading' ? `${all} so far` : all;
}

/** Time left until an expiry: `24 min`; null without one. @param now ms since 1970 */
export function expiresIn(
  expiresAt: string | null,
  now: number,
): { words: string; soon: boolean; past: boolean } | null {
  if (expiresAt === null) return null;
  const seconds = (Date.parse(expiresAt) - now) / 1000;
  if (seconds <= 0) return { words: 'expired', soon: false, past: true };
  return { words: duration(seconds), soon: seconds < SOON_SECONDS, past: false };
}

const SOON_SECONDS = 600;

/** `Read-only backup of 18 Nov 09:00` */
export function readOnlyWords(source: KeySource, savedAt: string | null, now: number): string {
  const noun = source.kind === 'backup' ? 'backup' : 'file';
  return savedAt === null ? `Read-only ${noun}` : `Read-only ${noun} of ${exactTime(savedAt, now)}`;
}

/** `one fork, 0.2 s of its main thread` */
export function costWords({ forks, mainThreadSeconds }: { forks: number; mainThreadSeconds: number }): string {
  const forked = forks === 0 ? 'no fork' : forks === 1 ? 'one fork' : `${count(forks)} forks`;
  return `${forked}, ${mainThreadSeconds < 0.05 ? '< 0.1' : mainThreadSeconds.toFixed(1)} s of its main thread`;
}
