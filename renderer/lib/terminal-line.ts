/** The script that does in a terminal what the view does, as it is shown. Copies carry its whole path. */
export const SCRIPT = 'manage.sh';

/**
 * The line that does the same in a terminal: `terminalLine('stop', { instance: 'main' })` gives
 * `manage.sh --action stop --instance main`.
 * @param flags in the terminal's own names; what is null or undefined is left out
 */
export function terminalLine(
  action: string,
  flags: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const words = Object.entries(flags).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`--${name}`, quoted(String(value))],
  );
  return [SCRIPT, '--action', action, ...words].join(' ');
}

/** The same line with the script's whole path, so that it runs wherever it is pasted. */
export function pastedLine(line: string, script: string | undefined): string {
  return script && line.startsWith(`${SCRIPT} `) ? `${quoted(script)}${line.slice(SCRIPT.length)}` : line;
}

/** In the quotes of a POSIX shell where it needs any. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
