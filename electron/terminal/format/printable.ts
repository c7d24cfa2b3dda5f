type Env = Readonly<Record<string, string | undefined>>;

/** Replaces the escape character in our own colour codes: foreign text cannot know it, so it cannot imitate them. */
const OWN_ESCAPE = `\u001b${Math.random().toString(36).slice(2)}`;
const ownCode = new RegExp(`${OWN_ESCAPE}(\\[\\d+m)`);

/** A colour code that `printable` lets pass. @see https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
export function colourCode(code: number): string {
  return `${OWN_ESCAPE}[${code}m`;
}

/** Control characters, halves of surrogate pairs, and marks that change the text direction or end a line. */
const unsafe = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Foreign text with its control characters as escapes: `\x1b[2J` cannot clear a terminal, `\n` cannot start a line. */
export function escapeControls(text: string): string {
  return text.replace(unsafe, (char) => short[char] ?? escapeOf(char));
}

/** JSON itself escapes the control characters of ASCII; the remaining line breaks are its indentation. */
export function escapeControlsInJson(json: string): string {
  return json.replace(unsafe, (char) =>
    char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The symbols of our own texts, for a terminal that shows only ASCII. */
const asciiSigns: Readonly<Record<string, string>> = {
  '—': '-',
  '–': '-',
  '−': '-',
  '·': '-',
  '•': '*',
  '×': 'x',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '↓': 'v',
  '…': '...',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '≤': '<=',
  '≥': '>=',
  '≈': '~',
  '±': '+/-',
  µ: 'u',
  '✓': 'ok',
  '✗': 'x',
  '█': '#',
  '░': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '─': '-',
  '━': '-',
  '│': '|',
  '┃': '|',
};

/** Everything in ASCII: symbols as readable text, boxes as `+`, and other letters as escapes. */
function toAscii(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
  return text.replace(/[^\u0000-\u007f]/gu, (char) => {
    const sign = asciiSigns[char];
    if (sign !== undefined) return sign;
    return char >= '\u2500' && char <= '\u257f' ? '+' : escapeOf(char);
  });
}

function escapeOf(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/**
 * One line as a terminal can show it: foreign control characters as escapes, our own colour codes unchanged, and ASCII
 * if the locale requires it.
 */
export function printable(line: string, utf8: boolean): string {
  return line
    .split(ownCode)
    .map((part, index) => {
      // The odd parts are the captures of the expression.
      if (index % 2 === 1) return `\u001b${part}`;
      const safe = escapeControls(part);
      return utf8 ? safe : toAscii(safe);
    })
    .join('');
}

/**
 * Whether the locale's characters are UTF-8, by the rules of POSIX: the first of LC_ALL, LC_CTYPE and LANG that is set.
 * Windows has no such variables, and its terminals accept UTF-8.
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html#tag_08_02
 */
export function usesUtf8(env: Env, platform: NodeJS.Platform = process.platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale ? /utf-?8/i.test(locale) : platform === 'win32';
}
