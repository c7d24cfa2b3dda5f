import { quoted } from '../../shared/format/shell-word.ts';

/** The CLI script as it is shown. Copied lines contain its full path. */
export const SCRIPT = 'manage.sh';

/**
 * The equivalent CLI command: `terminalLine('stop', { instance: 'main' })` gives
 * `manage.sh --action stop --instance main`.
 * @param flags by their CLI names; null and undefined are left out
 */
export function terminalLine(
  action: string,
  flags: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const words = Object.entries(flags).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [flagWith(name, String(value))],
  );
  return [SCRIPT, '--action', action, ...words].join(' ');
}

/** A value such as `--all` is joined to its flag, because the CLI takes it for the next flag otherwise. */
function flagWith(name: string, value: string): string {
  return `--${name}${value.startsWith('--') ? '=' : ' '}${quoted(value)}`;
}

/** The line with the full path of the script, so that it runs in any directory. */
export function pastedLine(line: string, script: string | undefined): string {
  return script && line.startsWith(`${SCRIPT} `) ? `${quoted(script)}${line.slice(SCRIPT.length)}` : line;
}
