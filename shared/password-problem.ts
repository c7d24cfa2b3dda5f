import type { PasswordList } from './contract/password.ts';
import * as passwordWords from './password-words.ts';

/** Why an entered password would not be kept; null if it is. */
export function passwordProblem({ problem, backend }: PasswordList): string | null {
  switch (problem) {
    case null:
      return null;
    case 'no-keychain':
      return passwordWords.noKeychain;
    case 'unavailable':
      return passwordWords.keychainUnavailable;
    case 'unprotected':
      return passwordWords.keychainUnprotected(backend ?? '');
    default:
      return problem satisfies never;
  }
}
