/**
 * What moves a cursor, colours a terminal, turns the direction of writing or is no character at all: C0 but for the
 * tab, DEL, C1, marks and overrides of direction, and the line ends of Unicode.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Makes visible what would act on a terminal or a page: ESC becomes `\x1b`. Anybody may have written into a log. */
export function cleanText(text: string): string {
  return text.replace(unsafe, escaped);
}

/** As programs write it, since not every font has pictures of such characters. */
function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
