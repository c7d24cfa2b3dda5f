/**
 * Quotes a word for a POSIX shell if it needs quotes: also `~`, where a shell puts a home folder, and `=` at the start,
 * where zsh puts the path of a program.
 */
export function quoted(word: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
