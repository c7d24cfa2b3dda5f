/**
 * What moves a cursor, colours a terminal, turns the direction of writing or is no character at all: C0 but for the
 * tab, DEL, C1, marks and overrides of direction, and the line ends of Unicode.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Makes visible what would act on a terminal or a page: ESC becomes `␛`. Anybody may have written into a log. */
export function cleanText(text: string): string {
  return text.replace(unsafe, picture);
}

/** Unicode has a picture for each of the old control characters; others are told by their number. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
