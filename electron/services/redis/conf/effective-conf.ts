import { sep } from 'node:path';
import { formatCount } from '../../../../shared/format/count.ts';
import { requireAnswer } from '../../platform/files/file-answers.ts';
import { isUnreadable, readStateBytesNow } from '../../platform/files/state-file.ts';
import { aclFile } from './acl-users.ts';
import { quoteArg } from './conf-args.ts';
import { decoded } from './conf-file.ts';
import { type ConfPlace, pathHere, serverPath } from './conf-place.ts';
import { expandGlob, isGlob } from './expand-glob.ts';
import { type ConfLine, type Directive, type LineOrigin, parseRedisConf, type RedisConf } from './redis-conf.ts';

/**
 * The configuration that a server uses: defaults from its start, then the lines of redis.conf with included files in
 * place, then the arguments of its command. The last line of a directive counts, as in a single file.
 */
export interface EffectiveConf extends RedisConf {
  /** Includes that could not be read. */
  readonly unread: readonly UnreadInclude[];
  /** Every file and folder that decides the result, as paths on this computer. */
  readonly visited: readonly string[];
}

export interface UnreadInclude {
  /** The argument of the include, and its place. */
  readonly include: string;
  readonly origin: LineOrigin | null;
  /** Its line in the including file, counted from 1. */
  readonly line: number;
  /** The rest of a sentence: `does not exist`. */
  readonly reason: string;
}

/** Deeper nesting means that a file includes itself, by a link. */
const MAX_DEPTH = 16;
/** Files that include others several times can multiply to millions. */
const MAX_FILES = 1000;

interface Walk {
  readonly place: ConfPlace;
  readonly visited: string[];
  readonly unread: UnreadInclude[];
  /** The server's working directory: a `dir` line changes it for the includes after it. */
  cwd: string;
  /** The number of files read. */
  files: number;
}

/**
 * Resolves a parsed redis.conf the way Redis reads it.
 * @see https://github.com/redis/redis/blob/7.0/src/config.c loadServerConfig
 */
export function effectiveConf(own: RedisConf, place: ConfPlace): EffectiveConf {
  const walk: Walk = { place, visited: [place.file], unread: [], cwd: place.cwd, files: 0 };
  const lines = [
    ...argumentLines(place.defaults).map((line) => ({ ...line, origin: { file: null, line: 0, isDefault: true } })),
    ...linesWithIncludes(own, walk, null, [place.file]),
    ...argumentLines(place.args),
  ];
  const conf = { newline: own.newline, lines };
  const users = aclFile(conf, place);
  return { ...conf, unread: walk.unread, visited: users === null ? walk.visited : [...walk.visited, users] };
}

/** @returns null when there is no redis.conf. @throws AppError FILE_UNREADABLE, only for redis.conf itself */
export async function readEffectiveConf(place: ConfPlace): Promise<EffectiveConf | null> {
  await requireAnswer(place.file);
  return readEffectiveConfNow(place);
}

/** {@link readEffectiveConf} without a time limit. */
export function readEffectiveConfNow(place: ConfPlace): EffectiveConf | null {
  const bytes = readStateBytesNow(place.file);
  return bytes === null ? null : effectiveConf(parseRedisConf(decoded(bytes).text), place);
}

/** Inlines the included files, for a server without access to them. Only unreadable includes remain. */
export function flattened(conf: EffectiveConf): RedisConf {
  const unread = new Set(conf.unread.map(({ include }) => include));
  const lines = conf.lines.map((line): ConfLine => {
    const { directive } = line;
    const isRead = directive?.name === 'include' && !unread.has(directive.args[0] ?? '');
    // A comment in its place, so that the following lines keep their numbers.
    return isRead ? { ...line, text: '# included', directive: null } : line;
  });
  return { newline: conf.newline, lines };
}

/** @param open the paths of this file and of those that include it, outermost first */
function linesWithIncludes(conf: RedisConf, walk: Walk, file: string | null, open: readonly string[]): ConfLine[] {
  return conf.lines.flatMap((line, index) => {
    const number = index + 1;
    const here: ConfLine = file === null ? line : { ...line, origin: { file, line: number } };
    const { directive } = line;
    if (directive?.name === 'dir' && directive.args[0]) walk.cwd = serverPath(walk.place, walk.cwd, directive.args[0]);
    if (directive?.name !== 'include') return [here];
    return [here, ...included(directive, walk, { file, line: number }, open)];
  });
}

function included(
  { args }: Directive,
  walk: Walk,
  at: { readonly file: string | null; readonly line: number },
  open: readonly string[],
): readonly ConfLine[] {
  const [include] = args;
  if (include === undefined || args.length > 1) return [];
  const fail = (reason: string): readonly ConfLine[] => {
    const origin = at.file === null ? null : { file: at.file, line: at.line };
    walk.unread.push({ include, origin, line: at.line, reason });
    return [];
  };
  if (open.length > MAX_DEPTH) return fail('includes itself');
  const inside = serverPath(walk.place, walk.cwd, include);
  const path = pathHere(walk.place, inside);
  if (path === null) return fail('is not in a folder that its container shares with this computer');
  const found = isGlob(include) ? expandGlob(path, (folder) => walk.visited.push(folder)) : [path];
  return found.flatMap((one) => {
    if (open.includes(one)) return fail('includes itself');
    if (++walk.files > MAX_FILES) return fail(`is one of more than ${formatCount(MAX_FILES)} included files`);
    walk.visited.push(one);
    const text = textOf(one);
    if (typeof text !== 'string') return fail(text.reason);
    const name = isGlob(include) ? insideName(walk.place, one) : inside;
    return linesWithIncludes(parseRedisConf(text), walk, name, [...open, one]);
  });
}

/** The server's path of a file on this computer. */
function insideName({ mounts }: ConfPlace, path: string): string {
  const mount = mounts?.find(({ here }) => path.startsWith(`${here}${sep}`));
  return mount ? `${mount.inside}${path.slice(mount.here.length)}` : path;
}

function textOf(path: string): string | { readonly reason: string } {
  try {
    const bytes = readStateBytesNow(path);
    return bytes === null ? { reason: 'does not exist' } : decoded(bytes).text;
  } catch (error) {
    if (isUnreadable(error)) return { reason: `cannot be read: ${error.data.detail}` };
    throw error;
  }
}

/** Redis appends `--name value value --other value` to its configuration. */
function argumentLines(args: readonly string[]): readonly ConfLine[] {
  const directives: { name: string; args: string[] }[] = [];
  for (const arg of args) {
    if (arg.startsWith('--')) directives.push({ name: arg.slice(2).toLowerCase(), args: [] });
    else directives.at(-1)?.args.push(arg);
  }
  return directives.map(
    (directive): ConfLine => ({
      text: [directive.name, ...directive.args.map(quoteArg)].join(' '),
      // Docker drops the quotes of `--save ""` from the command that it reports.
      directive: directive.name === 'save' && directive.args.length === 0 ? { name: 'save', args: [''] } : directive,
      origin: { file: null, line: 0 },
    }),
  );
}
