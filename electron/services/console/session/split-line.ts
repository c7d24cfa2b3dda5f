const SPACE = 0x20;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const BACKSLASH = 0x5c;

/**
 * Splits a command line as redis-cli does: at spaces, with `"…"` and its escapes (`\n \r \t \b \a \\ \"` and `\xHH`),
 * and `'…'` with only `\'`. Works on bytes, because a value need not be text.
 * @returns null for an unclosed quote, or a closing quote that no space follows
 */
export function splitLine(line: Buffer): readonly Buffer[] | null {
  const words: Buffer[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(line[at])) at += 1;
    if (at >= line.length) return words;
    const word = wordAt(line, at);
    if (word === null) return null;
    words.push(Buffer.from(word.bytes));
    at = word.end;
  }
}

interface Word {
  readonly bytes: readonly number[];
  readonly end: number;
}

function wordAt(line: Buffer, start: number): Word | null {
  const bytes: number[] = [];
  let at = start;
  while (at < line.length && !isSpace(line[at])) {
    const quote = line[at] ?? 0;
    if (quote !== DOUBLE && quote !== SINGLE) {
      bytes.push(quote);
      at += 1;
      continue;
    }
    const end = quote === DOUBLE ? doubleQuoted(line, at + 1, bytes) : singleQuoted(line, at + 1, bytes);
    if (end === null || (end < line.length && !isSpace(line[end]))) return null;
    at = end;
  }
  return { bytes, end: at };
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, a: 7 };

/** @returns the index after the closing quote */
function doubleQuoted(line: Buffer, start: number, bytes: number[]): number | null {
  for (let at = start; at < line.length; at += 1) {
    const byte = line[at] ?? 0;
    if (byte === DOUBLE) return at + 1;
    if (byte !== BACKSLASH || at + 1 >= line.length) {
      bytes.push(byte);
      continue;
    }
    const hex = /^x([0-9a-fA-F]{2})/.exec(line.toString('latin1', at + 1, at + 4))?.[1];
    const next = line[at + 1] ?? 0;
    bytes.push(hex === undefined ? (escapes[String.fromCharCode(next)] ?? next) : Number.parseInt(hex, 16));
    at += hex === undefined ? 1 : 3;
  }
  return null;
}

function singleQuoted(line: Buffer, start: number, bytes: number[]): number | null {
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === SINGLE) return at + 1;
    if (line[at] === BACKSLASH && line[at + 1] === SINGLE) at += 1;
    bytes.push(line[at] ?? 0);
  }
  return null;
}

/** The spaces of the C locale. */
function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || (byte !== undefined && byte >= 9 && byte <= 13);
}
