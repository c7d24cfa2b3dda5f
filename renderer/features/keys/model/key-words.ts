import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../lib/counted.ts';
import { count, duration, exactTime, fixed } from '../../../lib/format.ts';
import * as modelWords from '../words/model.ts';

/** Texts that several parts of the view show. */
export const OFFLINE = modelWords.offline;

/** The noun of a type's elements. */
const { elements } = modelWords;

/** `12 fields` */
export function lengthWords(type: KeyType, length: number): string {
  return counted(length, ...elements[type]);
}

/** `Fields`, the title of the elements. */
export function elementsTitle(type: KeyType): string {
  const [, many] = elements[type];
  return many.charAt(0).toUpperCase() + many.slice(1);
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
  return fileName ?? modelWords.file;
}

/** Of a file the person knows as such: `the backup pre-deploy of main`. */
export function sourceWords(source: KeySource, fileName: string | null): string {
  const title = sourceTitle(source, fileName);
  return source.kind === 'backup' ? modelWords.backupOf(title, source.instance) : title;
}

/** `418,206 keys in 3 databases` */
export function totalsWords({ keys, databases, phase }: KeySpace): string {
  const all = modelWords.totals(counted(keys, 'key'), counted(databases.length, 'database'));
  return phase === 'opening' || phase === 'reading' ? modelWords.soFar(all) : all;
}

/** Time left until an expiry: `24 min`; null without one. @param now ms since 1970 */
export function expiresIn(
  expiresAt: string | null,
  now: number,
): { words: string; soon: boolean; past: boolean } | null {
  if (expiresAt === null) return null;
  const seconds = (Date.parse(expiresAt) - now) / 1000;
  if (seconds <= 0) return { words: modelWords.expiredNow, soon: false, past: true };
  return { words: duration(seconds), soon: seconds < SOON_SECONDS, past: false };
}

const SOON_SECONDS = 600;

/** `Read-only backup of 18 Nov 09:00` */
export function readOnlyWords(source: KeySource, savedAt: string | null, now: number): string {
  const what = source.kind === 'backup' ? modelWords.readOnlyBackup : modelWords.readOnlyFile;
  return savedAt === null ? what : modelWords.ofTime(what, exactTime(savedAt, now));
}

/** `one fork, 0.2 s of its main thread` */
export function costWords({ forks, mainThreadSeconds }: { forks: number; mainThreadSeconds: number }): string {
  const seconds = mainThreadSeconds < 0.05 ? `< ${fixed(0.1, 1)}` : fixed(mainThreadSeconds, 1);
  return modelWords.cost(forkWords(forks), seconds);
}

function forkWords(forks: number): string {
  if (forks === 0) return modelWords.noFork;
  return forks === 1 ? modelWords.oneFork : modelWords.manyForks(count(forks));
}
