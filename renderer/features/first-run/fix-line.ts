/** The sentence of a fix and the shell command in it. */
export interface Fix {
  readonly text: string;
  readonly line: string | null;
}

/** Finds the command in `Install it with …, for example: sudo apt install redis-server` or in quotes. */
export function fixLine(fix: string): Fix {
  const [, quoted] = /"((?:sudo|brew|docker|podman) [^"]+)"/.exec(fix) ?? [];
  if (quoted !== undefined) return { text: fix, line: quoted };
  const [, text, line] = /^(.+?):\s+((?:sudo|brew|apt|docker|podman|\/)\S*\s.+)$/.exec(fix) ?? [];
  return line === undefined || text === undefined ? { text: fix, line: null } : { text: `${text}:`, line };
}
