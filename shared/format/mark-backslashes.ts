/**
 * Doubles the backslashes that would be read as the beginning of an escape, for text with escaped control characters: a
 * key with the two characters `\n` must not look like one with a line break.
 */
export function markBackslashes(text: string): string {
  return text.replace(/\\(?=[nrt\\ux])/g, '\\\\');
}
