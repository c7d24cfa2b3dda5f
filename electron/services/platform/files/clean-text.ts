/**
 * Characters that move a cursor, color a terminal, change the text direction or are not printable: C0 except the tab,
 * DEL, C1, bidirectional marks and overrides, and the Unicode line separators.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters
const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Escapes characters that would act on a terminal or a page: ESC becomes `\x1b`. Any client can write such bytes to a log. */
export function cleanText(text: string): string {
  return text.replace(unsafe, escaped);
}

/** As in source code, since many fonts have no glyphs for control characters. */
function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
