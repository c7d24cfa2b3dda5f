/**
 * Quotes a word for a POSIX shell if it needs quotes: also `~`, which a shell expands to a home folder, and `=` at the
 * start, which zsh expands to the path of a program.
 */
export function quoted(word: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
