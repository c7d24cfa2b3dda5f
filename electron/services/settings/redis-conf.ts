/**
 * A `redis.conf` as lines. Comments, order, blank lines and unknown directives stay as they are: what is not
 * changed is written back to the byte.
 */
export interface RedisConf {
  readonly lines: readonly ConfLine[];
  /** `\n`, or what the file ended its lines with. */
  readonly newline: string;
}

export interface ConfLine {
  readonly text: string;
  /** Null for comments and blank lines. Names are lower case, as Redis compares them. */
  readonly directive: { readonly name: string; readonly args: readonly string[] } | null;
}

/**
 * Reads a file as Redis does: one directive a line, `#` comments, arguments split like `sdssplitargs`.
 * A line that Redis would refuse (unbalanced quotes) is kept as it is, without a directive.
 * @see https://github.com/redis/redis/blob/7.0/src/config.c loadServerConfigFromString
 */
export function parseRedisConf(text: string): RedisConf {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { newline, lines: text.split(newline).map(parseLine) };
}

export function formatRedisConf(conf: RedisConf): string {
  return conf.lines.map((line) => line.text).join(conf.newline);
}

/** The arguments of a directive: of its last line, which is the one that counts; null when it does not stand there. */
export function directiveArgs(conf: RedisConf, name: string): readonly string[] | null {
  return conf.lines.findLast((line) => line.directive?.name === name)?.directive?.args ?? null;
}

/** The one argument of a directive; null when it does not stand there. */
export function directiveValue(conf: RedisConf, name: string): string | null {
  return directiveArgs(conf, name)?.[0] ?? null;
}

/**
 * Sets directives that stand once. The last line of each is replaced where it is, others of that name go, a new
 * one is added at the end; null removes it. The rest of the file stays to the byte.
 */
export function setDirectives(conf: RedisConf, changes: Readonly<Record<string, readonly string[] | null>>): RedisConf {
  let lines = [...conf.lines];
  for (const [name, args] of Object.entries(changes)) {
    const last = lines.findLastIndex((line) => line.directive?.name === name);
    if (last === -1) {
      if (args) lines = withAppended(lines, formatLine(name, args));
      continue;
    }
    lines = lines.flatMap((line, index) => {
      if (line.directive?.name !== name) return [line];
      if (index !== last || args === null) return [];
      return sameArgs(line.directive.args, args) ? [line] : [formatLine(name, args)];
    });
  }
  return { ...conf, lines };
}

/** A file that ends with a line break has an empty last line: what is added goes before it. */
function withAppended(lines: readonly ConfLine[], line: ConfLine): ConfLine[] {
  return lines.at(-1)?.text === '' ? [...lines.slice(0, -1), line, ...lines.slice(-1)] : [...lines, line];
}

function sameArgs(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((arg, index) => arg === b[index]);
}

function parseLine(text: string): ConfLine {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return { text, directive: null };
  const parts = splitArgs(trimmed);
  const name = parts?.[0]?.toLowerCase();
  return name === undefined || parts === null
    ? { text, directive: null }
    : { text, directive: { name, args: parts.slice(1) } };
}

function formatLine(name: string, args: readonly string[]): ConfLine {
  return { text: [name, ...args.map(quoteArg)].join(' '), directive: { name, args } };
}

/** Writes an argument so that `splitArgs` reads the same one. */
export function quoteArg(arg: string): string {
  if (arg !== '' && /^[^\s"'\\]+$/.test(arg) && !/\p{C}/u.test(arg)) return arg;
  const bytes = [...Buffer.from(arg, 'utf8')].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${bytes.join('')}"`;
}

const escapes: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, a: 0x07 };

/**
 * Splits a line into arguments as Redis's `sdssplitargs` does: blanks separate, `"…"` knows `\n \r \t \b \a \xHH`
 * and `\` before any other character, `'…'` only `\'`. A closing quote must be followed by a blank or the end.
 * @returns null for unbalanced quotes
 * @see https://github.com/redis/redis/blob/7.0/src/sds.c
 */
export function splitArgs(line: string): readonly string[] | null {
  const input = Buffer.from(line, 'utf8');
  const args: string[] = [];
  let at = 0;
  const isBlank = (byte: number | undefined) => byte !== undefined && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
  for (;;) {
    while (isBlank(input[at])) at += 1;
    if (at >= input.length) return args;
    const bytes: number[] = [];
    let quote: '"' | "'" | null = null;
    for (; at < input.length || quote; at += 1) {
      const byte = input[at];
      if (byte === undefined) return null;
      const char = String.fromCharCode(byte);
      if (quote === null) {
        if (isBlank(byte)) break;
        if (char === '"' || char === "'") quote = char;
        else bytes.push(byte);
      } else if (char === quote) {
        if (at + 1 < input.length && !isBlank(input[at + 1])) return null;
        quote = null;
      } else if (char === '\\' && quote === '"') {
        const hex = /^x([0-9a-f]{2})/i.exec(input.toString('latin1', at + 1, at + 4));
        const next = input[at + 1];
        if (hex?.[1]) {
          bytes.push(Number.parseInt(hex[1], 16));
          at += 3;
        } else if (next !== undefined) {
          bytes.push(escapes[String.fromCharCode(next)] ?? next);
          at += 1;
        }
      } else if (char === '\\' && quote === "'" && input[at + 1] === 0x27) {
        bytes.push(0x27);
        at += 1;
      } else {
        bytes.push(byte);
      }
    }
    args.push(Buffer.from(bytes).toString('utf8'));
  }
}
