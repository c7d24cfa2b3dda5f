import type { CommandDocs } from '../../../shared/contract/console.ts';
import type { CheckedCommand, CheckRequest } from './hold/check-command.ts';
import type { OpenConsoles } from './view/open-consoles.ts';

/** Commands that a user types, for every client. */
export interface Consoles extends OpenConsoles {
  /** @throws AppError NOT_FOUND, NOT_RUNNING */
  commands(instance: string): Promise<CommandDocs>;
  /** Whether a command may be sent as typed. @throws AppError NOT_FOUND */
  check(request: CheckRequest): Promise<CheckedCommand>;
  /** The lines typed into the consoles of an instance, oldest first. */
  history(instance: string): Promise<readonly string[]>;
  /** Records a line, unless it contains a secret. */
  remember(instance: string, line: string): Promise<void>;
  forgetHistory(instance: string): Promise<void>;
}
