import { execFileSync } from 'node:child_process';

/** A home folder that no test expects in a word. */
const HOME = '/home/someone';

/** The words that a shell makes of a line: a quotation that lets something through changes them. */
export function shellWords(line: string, shell: 'sh' | 'bash' = 'sh'): string[] {
  return run(shell, `for word in ${line}; do printf '%s\\0' "$word"; done`).split('\0').slice(0, -1);
}

/** The value that a shell assigns, as for a variable before a command. */
export function shellAssigned(word: string): string {
  return run('sh', `A=${word}; printf %s "$A"`);
}

function run(shell: string, script: string): string {
  return execFileSync(shell, ['-c', script], { env: { HOME, PATH: process.env.PATH }, encoding: 'utf8' });
}
