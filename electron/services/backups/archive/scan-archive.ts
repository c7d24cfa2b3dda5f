import { basename, posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { FoundData } from '../../../../shared/contract/backup.ts';
import { counted } from '../../../../shared/format/count.ts';
import { largest } from '../../../../shared/largest.ts';
import { splitArgs } from '../../redis/conf/conf-args.ts';
import { directiveValue, parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { keydbWarnings } from '../../redis/data/keydb-expiries.ts';
import { type DataContent, DataContentReader, isDragonflyFormat } from './data-content.ts';
import { readMembers, type TarReading } from './tar-members.ts';

/** Larger text files in an archive are not read. */
const LONGEST_TEXT_BYTES = 1024 * 1024;
/** Leftovers of interrupted saves, rewrites and downloads, and the metadata files of macOS. */
const LEFTOVER = /^(?:\._.*|temp-.*\.(?:rdb|aof)|.*\.(?:part|tmp|partial|crdownload))$/i;

/** Settings in the archive's redis.conf that concern its data; null if not set. */
export interface ArchiveSettings {
  readonly appendonly: boolean | null;
  readonly rdbName: string | null;
  readonly aofName: string | null;
  readonly databases: number | null;
}

export interface ArchiveScan {
  readonly candidates: readonly Candidate[];
  readonly settings: ArchiveSettings | null;
  /** The first file names, for the error about an archive without data. */
  readonly names: readonly string[];
  /** The manifest of an exported backup; null for other archives. */
  readonly description: string | null;
}

export interface Candidate extends FoundData {
  readonly content: DataContent | null;
  readonly warnings: readonly string[];
}

interface Member {
  readonly path: string;
  readonly modified: Date | null;
  readonly content: DataContent;
  readonly text: string | null;
}

/** Reads an archive once and finds every data set in it by content. @throws Error when it is not a tar or is truncated */
export async function scanArchive(path: string, compressed: boolean, reading: TarReading): Promise<ArchiveScan> {
  const members = new Map<string, Member>();
  const names: string[] = [];
  const count = await readMembers(
    path,
    compressed,
    async (member, stream) => {
      if (names.length < 8) names.push(member.path);
      if (LEFTOVER.test(basename(member.path))) return;
      // If a name occurs twice, the later entry applies, as in tar.
      members.set(member.path, { ...member, ...(await readMember(member.path, stream)) });
    },
    reading,
  );
  if (count === 0) throw new Error('it contains no files');
  const all = [...members.values()];
  const description = all.find(({ path: name, text }) => text !== null && name.endsWith('.info'))?.text ?? null;
  return { candidates: candidatesOf(members), settings: settingsOf(all), names, description };
}

async function readMember(path: string, stream: Readable): Promise<{ content: DataContent; text: string | null }> {
  const reader = new DataContentReader();
  const wanted = /(?:\.manifest|\.info|\.conf)$/i.test(path);
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    reader.write(chunk);
    size += chunk.length;
    if (wanted && size <= LONGEST_TEXT_BYTES) kept.push(Buffer.from(chunk));
  }
  const text =
    wanted && size <= LONGEST_TEXT_BYTES
      ? Buffer.concat(kept)
          .toString('utf8')
          .replace(/^\uFEFF/, '')
      : null;
  return { content: reader.finish(), text };
}

function candidatesOf(members: ReadonlyMap<string, Member>): readonly Candidate[] {
  const parts = new Set<string>();
  const found: Candidate[] = [];
  for (const { path, text } of members.values()) {
    if (text === null || !path.endsWith('.manifest')) continue;
    const listed = manifestFiles(text).map((file) => ({ ...file, path: posix.join(posix.dirname(path), file.name) }));
    for (const file of listed) parts.add(file.path);
    const files = listed.filter(({ isHistory }) => !isHistory).map((file) => file.path);
    if (files.length > 0) found.push(aofOf(path, files, members));
  }
  for (const member of members.values()) {
    const { path, content } = member;
    if (parts.has(path) || content.form === 'other' || isDragonflyFormat(path, content)) continue;
    found.push(singleOf(member));
  }
  return found;
}

function aofOf(path: string, files: readonly string[], members: ReadonlyMap<string, Member>): Candidate {
  const there = files.flatMap((file) => members.get(file) ?? []);
  const missing = files.filter((file) => !members.has(file)).map((file) => basename(file));
  const times = there.flatMap(({ modified }) => modified?.getTime() ?? []);
  return {
    form: 'aof',
    path,
    keys: null,
    sizeBytes: there.reduce((sum, { content }) => sum + content.sizeBytes, 0),
    modifiedAt: times.length === 0 ? null : new Date(largest(times)).toISOString(),
    content: null,
    warnings: [
      ...(missing.length === 0
        ? []
        : [`The AOF manifest lists ${missing.join(', ')}, which the archive does not contain.`]),
      ...keydbWarnings(there.reduce((sum, { content }) => sum + (content.rdb?.memberExpiries ?? 0), 0)),
    ],
  };
}

function singleOf({ path, modified, content }: Member): Candidate {
  return {
    form: content.form === 'aof' ? 'aof' : 'rdb',
    path,
    keys: content.form === 'rdb' && content.rdb?.fault === null ? content.rdb.keys : null,
    sizeBytes: content.sizeBytes,
    modifiedAt: modified?.toISOString() ?? null,
    content,
    warnings: contentWarnings(path, content),
  };
}

/** Warnings that the user should see before relying on a data file. */
export function contentWarnings(path: string, { form, rdb, strayBytes }: DataContent): readonly string[] {
  const warnings: string[] = [];
  if (form === 'rdb' && rdb?.isBase) {
    warnings.push(
      `${basename(path)} is only the base of an AOF: writes after it are in increments (*.incr.aof), which the file does not contain. Import the whole append-only folder to get them.`,
    );
  }
  if (form === 'aof' && rdb === null && /\.incr\.aof$/.test(path)) {
    warnings.push(
      `${basename(path)} is only an increment of an AOF: earlier writes are in its base (*.base.rdb), which the file does not contain. Import the whole append-only folder to get them.`,
    );
  }
  if (strayBytes > 0) {
    const bytes = counted(strayBytes, 'byte follows', 'bytes follow');
    warnings.push(
      `${bytes} the end of the snapshot in ${basename(path)} and are not AOF commands: Redis ignores them.`,
    );
  }
  if (rdb !== null && rdb.fault !== null) {
    const keys = rdb.keys === 0 ? 'no key' : `only the first ${counted(rdb.keys, 'key')}`;
    warnings.push(`This app could read ${keys} of ${basename(path)}: ${rdb.fault}.`);
  }
  return [...warnings, ...keydbWarnings(rdb?.memberExpiries ?? 0)];
}

/** Parses lines such as `file NAME seq N type b`. Type h is history that Redis is about to delete. */
function manifestFiles(text: string): readonly { readonly name: string; readonly isHistory: boolean }[] {
  return text.split('\n').flatMap((line) => {
    const words = splitArgs(line.trim()) ?? [];
    const value = (key: string) => words[words.indexOf(key) + 1];
    const name = words[0] === 'file' ? value('file') : undefined;
    return name === undefined ? [] : { name, isHistory: value('type') === 'h' };
  });
}

function settingsOf(members: readonly Member[]): ArchiveSettings | null {
  const files = members.filter(
    ({ path, text }) => text !== null && /^(?:redis|valkey|keydb)\.conf$/.test(basename(path)),
  );
  // The one closest to the root; others may be samples.
  const nearest = files.toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)[0];
  if (nearest?.text == null) return null;
  const conf = parseRedisConf(nearest.text);
  const appendonly = directiveValue(conf, 'appendonly')?.toLowerCase();
  const databases = Number(directiveValue(conf, 'databases') ?? Number.NaN);
  return {
    appendonly: appendonly === 'yes' ? true : appendonly === 'no' ? false : null,
    rdbName: directiveValue(conf, 'dbfilename'),
    aofName: directiveValue(conf, 'appendfilename'),
    databases: Number.isInteger(databases) ? databases : null,
  };
}
