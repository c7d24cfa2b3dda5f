import type { CommandResult, ConsoleSession, ReplyOutput } from '../../../services/console/session/console-session.ts';
import type { ReplyStyle } from '../../../services/console/session/format-reply.ts';
import type { RedisTarget } from '../../../services/redis/connection/redis-link.ts';
import type { ActionContext } from '../../cli/action.ts';

/** The dependencies of a console in the terminal. */
export interface ConsolePlace {
  readonly id: string;
  readonly target: RedisTarget;
  readonly database: number;
  readonly protocol: 2 | 3;
  /** Null: annotated on a terminal, otherwise raw. */
  readonly style: ReplyStyle | null;
  readonly yes: boolean;
}

/** Asks whether to send a held command as typed. Throws BAD_VALUE if nobody can be asked. */
export type Confirm = (command: string, what: string, lost: readonly string[]) => Promise<boolean>;

/** One console and the dependencies of its commands. */
export interface TerminalConsole {
  readonly context: ActionContext;
  readonly place: ConsolePlace;
  readonly session: ConsoleSession;
  readonly printer: ReplyOutput;
}

/** Whether a line ends the console. */
export function isEnd(line: Buffer): boolean {
  return line.length < 64 && /^\s*(quit|exit)\s*$/i.test(line.toString('latin1'));
}

/** Runs one line and prints the reply, or why it was not sent. */
export type RunLine = (console: TerminalConsole, line: Buffer, confirm: Confirm) => Promise<CommandResult | null>;
