import { quoteArg, splitArgs } from './conf-args.ts';

/**
 * A `redis.conf` as lines. Comments, order, blank lines and unknown directives are kept: unchanged lines are written
 * back byte for byte.
 */
export interface RedisConf {
  readonly lines: readonly ConfLine[];
  /** The line end of the file, for new lines. */
  readonly newline: '\n' | '\r\n';
}

export interface ConfLine {
  /** The line without its `\n`, but with a `\r` before it. */
  readonly text: string;
  /** Null for comments, blank lines and lines that Redis cannot parse. Names are lower case, since Redis ignores the case. */
  readonly directive: Directive | null;
  /** Set in an effective configuration, for a line from outside redis.conf. */
  readonly origin?: LineOrigin;
}

/** The place of a line from outside redis.conf. */
export interface LineOrigin {
  /** The server's path of the included file; null for an argument of the start command. */
  readonly file: string | null;
  /** Counted from 1; 0 for an argument. */
  readonly line: number;
  /** The start adds it where redis.conf does not set the directive. */
  readonly isDefault?: boolean;
}

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Parses a file like Redis: one directive per line, `#` comments, arguments split like `sdssplitargs`.
 * A line that Redis would refuse (unbalanced quotes) is kept, without a directive.
 * @see https://github.com/redis/redis/blob/7.0/src/config.c loadServerConfigFromString
 */
export function parseRedisConf(text: string): RedisConf {
  return { newline: text.includes('\r\n') ? '\r\n' : '\n', lines: text.split('\n').map(parseLine) };
}

export function formatRedisConf(conf: RedisConf): string {
  return conf.lines.map((line) => line.text).join('\n');
}

/** The first line with unbalanced quotes, counted from 1; null when there is none. */
export function unreadableLine(conf: RedisConf): { readonly number: number; readonly text: string } | null {
  const index = conf.lines.findIndex((line) => line.directive === null && !isComment(line.text));
  const line = conf.lines[index];
  return line ? { number: index + 1, text: line.text.trim() } : null;
}

/** All lines of a directive, by any of its names, in order. */
export function directiveLines(conf: RedisConf, ...names: readonly string[]): readonly Directive[] {
  const [only, ...others] = names;
  const found = indexOf(conf);
  if (only !== undefined && others.every((other) => !found.has(other))) return found.get(only) ?? [];
  return conf.lines.flatMap(({ directive }) => (directive && names.includes(directive.name) ? [directive] : []));
}

/** A settings plan reads every directive of two files several times, so each file is indexed once. */
const indexes = new WeakMap<RedisConf, ReadonlyMap<string, readonly Directive[]>>();

function indexOf(conf: RedisConf): ReadonlyMap<string, readonly Directive[]> {
  const cached = indexes.get(conf);
  if (cached) return cached;
  const index = new Map<string, Directive[]>();
  for (const { directive } of conf.lines) {
    if (!directive) continue;
    const same = index.get(directive.name);
    if (same) same.push(directive);
    else index.set(directive.name, [directive]);
  }
  indexes.set(conf, index);
  return index;
}

/** The last line of a directive, by any of its names, and its number, counted from 1; null when there is none. */
export function lastLineOf(
  conf: RedisConf,
  ...names: readonly string[]
): { readonly line: ConfLine; readonly number: number } | null {
  const index = conf.lines.findLastIndex(({ directive }) => directive !== null && names.includes(directive.name));
  const line = conf.lines[index];
  return line ? { line, number: numberedLine(conf, index).number } : null;
}

/** A line and its number in its own file, counted from 1. */
export function numberedLine(
  conf: RedisConf,
  index: number,
): { readonly line: ConfLine | null; readonly number: number } {
  const line = conf.lines[index] ?? null;
  const own = () => conf.lines.slice(0, index + 1).filter(({ origin }) => origin === undefined).length;
  return { line, number: line?.origin?.line ?? own() };
}

/** The arguments of a directive's last line, which counts; null when the file does not set it. */
export function directiveArgs(conf: RedisConf, name: string): readonly string[] | null {
  return directiveLines(conf, name).at(-1)?.args ?? null;
}

/** The first argument of a directive; null when the file does not set it. */
export function directiveValue(conf: RedisConf, name: string): string | null {
  return directiveArgs(conf, name)?.[0] ?? null;
}

/**
 * Sets directives with a single line. Replaces the last line of each in place and removes the others of that name; adds
 * a new one at the end; null removes it. The rest of the file stays byte for byte.
 */
export function setDirectives(conf: RedisConf, changes: Readonly<Record<string, readonly string[] | null>>): RedisConf {
  return Object.entries(changes).reduce<RedisConf>(
    (changed, [name, args]) => replaceLines(changed, [name], args === null ? [] : [{ name, args }]),
    conf,
  );
}

/**
 * Replaces all lines of a directive, under any of its names. The new lines take the places of the last old lines; extra
 * ones follow there, and with fewer the earlier places are removed. Equal lines stay byte for byte. Lines before an
 * `include` move to the end, otherwise the included file would override them.
 */
export function replaceLines(conf: RedisConf, names: readonly string[], wanted: readonly Directive[]): RedisConf {
  const isOld = (line: ConfLine) => line.directive !== null && names.includes(line.directive.name);
  const old = conf.lines.filter(isOld);
  if (sameLines(old, wanted)) return conf;
  const ending = conf.newline === '\r\n' ? '\r' : '';
  const kept = [...old];
  const fresh = wanted.map((directive) => {
    const same = kept.findIndex((line) => sameLines([line], [directive]));
    return same === -1 ? formatLine(directive, ending) : (kept.splice(same, 1)[0] as ConfLine);
  });
  const last = conf.lines.findLastIndex(isOld);
  const include = conf.lines.findLastIndex((line) => line.directive?.name === 'include');
  if (last === -1 || include > last) {
    return {
      ...conf,
      lines: withAppended(
        conf.lines.filter((line) => !isOld(line)),
        fresh,
        ending,
      ),
    };
  }
  // The last old places, one per new line. The last place takes all extra lines.
  const places = conf.lines.flatMap((line, index) => (isOld(line) ? [index] : [])).slice(-fresh.length);
  const put = new Map(places.map((place, at) => [place, at === places.length - 1 ? fresh.slice(at) : [fresh[at]]]));
  const lines = conf.lines.flatMap((line, index) =>
    isOld(line) ? (fresh.length > 0 ? (put.get(index) ?? []) : []).filter((one) => one !== undefined) : [line],
  );
  return { ...conf, lines };
}

/** A file with a final line break has an empty last line, so new lines go before it. */
function withAppended(lines: readonly ConfLine[], added: readonly ConfLine[], ending: string): ConfLine[] {
  const end = lines.at(-1);
  if (added.length === 0) return [...lines];
  if (end?.text === '') return [...lines.slice(0, -1), ...added, end];
  const before =
    end && ending !== '' && !end.text.endsWith('\r') ? [{ ...end, text: `${end.text}\r` }] : end ? [end] : [];
  return [...lines.slice(0, -1), ...before, ...added];
}

function sameLines(lines: readonly ConfLine[], wanted: readonly Directive[]): boolean {
  return (
    lines.length === wanted.length &&
    lines.every(({ directive }, index) => {
      const other = wanted[index];
      return directive && other && directive.name === other.name && sameArgs(directive.args, other.args);
    })
  );
}

function sameArgs(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((arg, index) => arg === b[index]);
}

function isComment(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || trimmed.startsWith('#');
}

function parseLine(text: string): ConfLine {
  if (isComment(text)) return { text, directive: null };
  const parts = splitArgs(text.trim());
  const name = parts?.[0]?.toLowerCase();
  return name === undefined || parts === null
    ? { text, directive: null }
    : { text, directive: { name, args: parts.slice(1) } };
}

function formatLine({ name, args }: Directive, ending: string): ConfLine {
  return { text: [name, ...args.map(quoteArg)].join(' ') + ending, directive: { name, args } };
}
