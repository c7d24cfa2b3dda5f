import { mayHoldSecret } from '../../redis/conf/secrets.ts';
import type { RenamedCommands } from '../../redis/connection/renamed-commands.ts';
import { originalName } from '../session/command-state.ts';
import { splitLine } from '../session/split-line.ts';

/** If a line cannot be split into words, one of these names is enough. */
const suspicious = /\b(auth2?|requirepass|masterauth|setuser|[\w-]*pass[\w-]*)\b/i;

/**
 * Whether a command line contains a password, so that no history records it: AUTH, HELLO … AUTH, MIGRATE … AUTH, ACL
 * SETUSER with a password, CONFIG SET of a secret, SENTINEL SET … auth-pass.
 */
export function holdsSecret(line: string, renamed?: RenamedCommands): boolean {
  const words = splitLine(Buffer.from(line));
  if (words === null) return suspicious.test(line);
  // redis-cli repeats a command that follows a number.
  const first = /^\d+$/.test(words[0]?.toString('latin1') ?? '') ? 1 : 0;
  const name = originalName(words[first], renamed);
  const args = words.slice(first + 1).map((word) => word.toString('latin1'));
  const upper = args.map((arg) => arg.toUpperCase());
  switch (name) {
    case 'AUTH':
      return true;
    case 'HELLO':
      return upper.includes('AUTH');
    case 'MIGRATE':
      return upper.includes('AUTH') || upper.includes('AUTH2');
    case 'ACL':
      return upper[0] === 'SETUSER' && args.slice(2).some((arg) => /^[><#!]/.test(arg));
    case 'CONFIG':
      return upper[0] === 'SET' && args.slice(1).some((arg, at) => at % 2 === 0 && mayHoldSecret(arg.toLowerCase()));
    case 'SENTINEL':
      return upper.some((arg) => /^AUTH-(PASS|USER)$/.test(arg) || arg === 'SENTINEL-PASS');
    default:
      return false;
  }
}
