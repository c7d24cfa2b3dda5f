/**
 * Quotes an argument so that `splitArgs` returns the same one. Bytes outside printable ASCII are escaped, so that the
 * line is valid in a file of any encoding.
 */
export function quoteArg(arg: string): string {
  if (/^[!-~]+$/.test(arg) && !/["'\\]/.test(arg)) return arg;
  const bytes = [...Buffer.from(arg, 'utf8')].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${bytes.join('')}"`;
}

const escapes: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, a: 0x07 };

/** Blanks as in C's `isspace`. */
const isBlank = (byte: number | undefined) => byte !== undefined && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

/** Lines without quotes or non-ASCII bytes, which are nearly all, need no parsing byte by byte. */
const simple = /^[\t\v\f\r !#-&(-~]*$/;

/**
 * Splits a line into arguments like Redis's `sdssplitargs`: blanks separate, `"…"` supports `\n \r \t \b \a \xHH`
 * and `\` before any other character, `'…'` only `\'`. A closing quote must be followed by a blank or the end.
 * @returns null for unbalanced quotes
 * @see https://github.com/redis/redis/blob/7.0/src/sds.c
 */
export function splitArgs(line: string): readonly string[] | null {
  if (simple.test(line)) return line.split(/[\t\v\f\r ]+/).filter((arg) => arg !== '');
  const input = Buffer.from(line, 'utf8');
  const args: string[] = [];
  let at = 0;
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
