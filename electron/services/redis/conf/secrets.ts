import { factsOf } from '../directives/catalogue.ts';
import type { DirectiveFacts } from '../directives/directive.ts';
import type { Directive } from './redis-conf.ts';

/** Whether the value of a directive is a secret. */
export function isSecret(facts: Pick<DirectiveFacts, 'kind'> | null): boolean {
  return facts?.kind === 'secret';
}

/** The characters before the secret in an argument; null if the argument is not a secret. */
export function secretPrefix({ name, args }: Directive, index: number): string | null {
  const arg = args[index] ?? '';
  if (name === 'user') return index > 0 && /^[>#<!]/.test(arg) ? arg.charAt(0) : null;
  return isSecret(factsOf(name)) && arg !== '' ? '' : null;
}

/** Directives that a server of a module or of a later version may have, and names of accounts and key files. */
const privateName = /pass|masteruser|key-file/;

/** Whether a backup leaves out the directive: it has a secret, or its name says that it may have one. */
export function mayHoldSecret(name: string): boolean {
  return name === 'user' || isSecret(factsOf(name)) || privateName.test(name);
}
