import { AppError } from '../../../../shared/contract/errors.ts';
import {
  type CommandResult,
  openConsoleSession,
  type ReplyOutput,
} from '../../../services/console/session/console-session.ts';
import { splitLine } from '../../../services/console/session/split-line.ts';
import type { ActionContext } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { helpLines } from './cli-help.ts';
import { holdLines } from './cli-hold.ts';
import { pipedLines } from './cli-input.ts';
import { replyPrinter } from './cli-printer.ts';
import { promptLines } from './cli-prompt.ts';
import { type Confirm, type ConsolePlace, isEnd, type RunLine, type TerminalConsole } from './terminal-console.ts';
import * as instanceWords from './words.ts';

/**
 * Sends the words as one command, or the lines of standard input, and prints the replies.
 * @returns 0, or 1 when a single command was refused
 */
export async function runConsole(context: ActionContext, place: ConsolePlace): Promise<number> {
  const { output, stop, words, stdin } = context;
  const { id: instance, target, database } = place;
  const style = place.style ?? (output.stdout.isTTY ? 'annotated' : 'raw');
  const printer = replyPrinter(output);
  const silent: ReplyOutput = { write: () => undefined };
  const pushed = output.stdout.isTTY ? printer : silent;
  const session = await stop.orStop(openConsoleSession(target, { instance, database, style, pushed }));
  const console: TerminalConsole = { context, place, session, printer };
  try {
    if (place.protocol === 3) await session.run([Buffer.from('HELLO'), Buffer.from('3')], silent);
    if (words.length > 0) return await runOnce(console);
    if (stdin.isTTY && output.stdout.isTTY) await promptLines(console, runLine);
    else await runPiped(console);
    return exitCodes.done;
  } finally {
    session.close();
  }
}

async function runOnce(console: TerminalConsole): Promise<number> {
  const { context, place, session, printer } = console;
  const words = context.words.map((word) => Buffer.from(word));
  const confirm: Confirm = async (command, what, lost) => {
    const yes = place.yes ? 'yes' : undefined;
    const question = instanceWords.sendCommandAsTyped(command);
    await context.questions.confirm({ yes, what, lost: async () => lost, question });
    return true;
  };
  const refusal = await checked(console, words, confirm);
  if (refusal !== null) throw new AppError('READ_ONLY', refusal, { id: place.id });
  const { isError } = await context.stop.orStop(session.run(words, printer));
  return isError ? exitCodes.failed : exitCodes.done;
}

async function runPiped(console: TerminalConsole): Promise<void> {
  const { context, place } = console;
  let line = 0;
  const confirm: Confirm = async (command, what, lost) => {
    if (place.yes) return true;
    for (const text of lost) context.output.note(text);
    throw badUsage('--yes', 'yes', instanceWords.commandOnLineWasNotSent(command, line, what));
  };
  for await (const bytes of pipedLines(context)) {
    line += 1;
    if (isEnd(bytes) || context.output.readerGone) return;
    await runLine(console, bytes, confirm);
  }
}

const runLine: RunLine = async (console, line, confirm) => {
  const { context, session, printer } = console;
  const { output, stop } = context;
  const print = (text: string) => printer.write(Buffer.from(`${text}\n`));
  const split = splitLine(line);
  if (split === null) {
    print(instanceWords.invalidArguments);
    return null;
  }
  const { words, times } = withRepeat(split);
  if (words.length === 0) return null;
  if (times === 0) {
    print(instanceWords.invalidRepeat);
    return null;
  }
  if (/^(help|\?)$/i.test(words[0]?.toString('latin1') ?? '')) {
    output.stdout.lines(await helpLines(console, words.slice(1).join(' ')));
    return null;
  }
  const refusal = await checked(console, words, confirm);
  if (refusal !== null) {
    print(output.stdout.isTTY ? `(error) ${refusal}` : refusal);
    return null;
  }
  let result: CommandResult | null = null;
  for (let count = 0; count < times && result?.end !== 'stopped'; count += 1) {
    result = await stop.orStop(session.run(words, printer, () => announceStream(console)));
  }
  return result;
};

function announceStream({ context }: TerminalConsole): void {
  if (context.output.stdout.isTTY) context.output.note(instanceWords.readingMessages);
}

/** As in redis-cli, a number before a command repeats it; 0: the number is not valid. */
function withRepeat(words: readonly Buffer[]): { readonly words: readonly Buffer[]; readonly times: number } {
  const [first, ...rest] = words;
  const number = first?.toString('latin1') ?? '';
  if (rest.length === 0 || !/^-?\d{1,9}$/.test(number)) return { words, times: 1 };
  return { words: rest, times: Math.max(0, Number(number)) };
}

/**
 * @returns why the read-only switch does not permit it; null if it may be sent @throws AppError CANCELLED, BAD_VALUE
 */
async function checked(console: TerminalConsole, words: readonly Buffer[], confirm: Confirm): Promise<string | null> {
  const { context, place, session } = console;
  const { consoles } = await context.api();
  const { refusal, held } = await context.stop.orStop(
    consoles.check({
      instance: place.id,
      database: session.state.database,
      words: words.map((word) => word.toString('latin1')),
      touches: context.questions.possible && !place.yes,
    }),
  );
  if (refusal !== null || held === null) return refusal;
  const [what, lost] = holdLines(held, place.id);
  return (await confirm(held.command, what, lost)) ? null : instanceWords.nothingWasSent;
}
