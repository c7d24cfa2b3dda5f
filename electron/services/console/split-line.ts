/**
 * Splits a command line as redis-cli does: at spaces, with `"…"` and its escapes (`\n \r \t \b \a \\ \"` and `\xHH`),
 * and `'…'` with only `\'`.
 * @returns null for an unclosed quote, or a closing quote that no space follows
 */
export function splitLine(line: string): readonly string[] | null {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(line[at])) at += 1;
    if (at >= line.length) return words;
    const word = wordAt(line, at);
    if (word === null) return null;
    words.push(word.text);
    at = word.end;
  }
}

interface Word {
  readonly text: string;
  readonly end: number;
}

function wordAt(line: string, start: number): Word | null {
  let text = '';
  let at = start;
  while (at < line.length && !isSpace(line[at])) {
    const quote = line[at];
    if (quote !== '"' && quote !== "'") {
      text += quote;
      at += 1;
      continue;
    }
    const quoted = quote === '"' ? doubleQuoted(line, at + 1) : singleQuoted(line, at + 1);
    if (quoted === null || (quoted.end < line.length && !isSpace(line[quoted.end]))) return null;
    text += quoted.text;
    at = quoted.end;
  }
  return { text, end: at };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\u0007' };

function doubleQuoted(line: string, start: number): Word | null {
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    const char = line[at];
    if (char === '"') return { text, end: at + 1 };
    if (char !== '\\' || at + 1 >= line.length) {
      text += char;
      continue;
    }
    const hex = /^x([0-9a-fA-F]{2})/.exec(line.slice(at + 1, at + 4))?.[1];
    text +=
      hex === undefined ? (escapes[line[at + 1] ?? ''] ?? line[at + 1]) : String.fromCharCode(Number.parseInt(hex, 16));
    at += hex === undefined ? 1 : 3;
  }
  return null;
}

function singleQuoted(line: string, start: number): Word | null {
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === "'") return { text, end: at + 1 };
    if (line[at] === '\\' && line[at + 1] === "'") at += 1;
    text += line[at];
  }
  return null;
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && /\s/.test(char);
}
