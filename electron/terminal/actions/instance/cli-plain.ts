import { createInterface } from 'node:readline';
import { formatReply } from '../../../services/console/format-reply.ts';
import { openPlainConsole, type PlainConsole } from '../../../services/console/plain-console.ts';
import { splitLine } from '../../../services/console/split-line.ts';
import type { ActionContext } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import * as instanceWords from './words.ts';

const NEEDED = instanceWords.redisCliIsNotOnThe;

const READ_ONLY = instanceWords.readOnlyThisSmallConsoleOf;

/** Why the server must not get a command; null where it may. */
export type CheckCommand = (words: readonly string[]) => Promise<string | null>;

/**
 * What cli is where no redis-cli is to be had: commands and their replies, one after the other.
 * @returns 0, or 1 when a single command was refused
 */
export async function runPlainConsole(
  context: ActionContext,
  target: Parameters<typeof openPlainConsole>[0],
  check?: CheckCommand,
): Promise<number> {
  const { output, stop, stdin, words } = context;
  const [first] = words;
  if (first?.startsWith('-')) {
    const message = instanceWords.firstNeedsRedisCliWhichIs(first);
    throw badUsage('--', instanceWords.aCommandAndItsArguments, message);
  }
  const forPeople = output.stdout.isTTY;
  const connection = await stop.orStop(openPlainConsole(target));
  // A program that reads the replies gets them byte for byte.
  const print = (text: string) => (forPeople ? output.stdout.reply(text) : output.stdout.raw(`${text}\n`));
  /** @returns whether the server did it */
  const perform = async (command: readonly string[]): Promise<boolean> => {
    const refusal = connection.refuses(command) ?? (await check?.(command)) ?? null;
    const reply = refusal === null ? await stop.orStop(connection.send(command)) : new Error(refusal);
    print(formatReply(reply, forPeople));
    return !(reply instanceof Error);
  };
  try {
    if (words.length > 0) return (await perform(words)) ? exitCodes.done : exitCodes.failed;
    if (stdin.isTTY) output.note(check ? READ_ONLY : NEEDED);
    await readLines(context, connection, async (line) => {
      const command = splitLine(line);
      if (command === null) print(instanceWords.invalidArgumentSAQuoteIs);
      else if (command.length > 0) await perform(command);
    });
    return exitCodes.done;
  } finally {
    connection.close();
  }
}

/** Takes lines one after the other until the end, or until one says that it is the end. */
async function readLines(
  { stdin, output, stop }: ActionContext,
  connection: PlainConsole,
  take: (line: string) => Promise<void>,
): Promise<void> {
  const terminal = stdin.isTTY === true && output.stdout.isTTY;
  const lines = createInterface({ input: stdin, ...(terminal && { output: process.stdout, terminal }) });
  // In raw mode Ctrl-C comes as a key, not as a signal.
  lines.once('SIGINT', () => stop.ask({ by: 'signal' }));
  const prompt = () => {
    if (!terminal) return;
    lines.setPrompt(`redis[${connection.database()}]> `);
    lines.prompt();
  };
  const close = () => lines.close();
  stop.signal.addEventListener('abort', close, { once: true });
  try {
    prompt();
    for await (const line of lines) {
      if (/^\s*(quit|exit)\s*$/i.test(line)) break;
      await take(line);
      prompt();
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'read') {
      throw badUsage(
        'stdin',
        instanceWords.aFileOrAPipe,
        instanceWords.standardInputCannotBeReadMessage(error.message),
      );
    }
    throw error;
  } finally {
    stop.signal.removeEventListener('abort', close);
    lines.close();
  }
  if (stop.signal.aborted) throw stop.failure();
}
