import { createInterface, type Interface } from 'node:readline';
import { completeCommand } from '../../../../shared/console/complete-command.ts';
import type { CommandDoc } from '../../../../shared/contract/console.ts';
import { isAppError } from '../../../../shared/contract/errors.ts';
import type { CommandResult } from '../../../services/console/session/console-session.ts';
import { isEnd, type RunLine, type TerminalConsole } from './terminal-console.ts';
import * as instanceWords from './words.ts';

/** redis-cli shows the time of a command that takes longer. */
const SLOW_MS = 500;

/**
 * Reads lines from a terminal until Ctrl-D, `quit` or `exit`. Ctrl-C stops a stream or a waiting command; without one
 * it ends the console.
 */
export async function promptLines(console: TerminalConsole, run: RunLine): Promise<void> {
  const { context, place, session } = console;
  const { output, stop, stdin } = context;
  const api = await context.api();
  const history = await api.consoles.history({ instance: place.id }).catch(() => ({ lines: [] }));
  let commands: Promise<readonly CommandDoc[]> | null = null;
  const known = () => {
    commands ??= api.consoles.commands({ instance: place.id }).then(
      (docs) => docs.commands,
      () => [],
    );
    return commands;
  };
  const lines = createInterface({
    input: stdin,
    output: process.stdout,
    terminal: true,
    history: history.lines.toReversed(),
    historySize: 1000,
    completer: (line: string, done: (error: null, found: [string[], string]) => void) => {
      void known().then((all) => done(null, completionsOf(all, line)));
    },
  });
  const close = () => lines.close();
  stop.signal.addEventListener('abort', close, { once: true });
  lines.on('SIGINT', () => {
    if (session.activity === 'idle') stop.ask({ by: 'signal' });
    else session.stop();
  });
  const prompt = () => {
    lines.setPrompt(promptOf(console));
    lines.prompt();
  };
  let remembered: Promise<unknown> = Promise.resolve();
  try {
    prompt();
    for await (const text of lines) {
      const line = Buffer.from(text);
      if (isEnd(line)) break;
      if (text.trim() !== '') {
        remembered = api.consoles.remember({ instance: place.id, line: text }).catch(() => undefined);
      }
      const result = await runAsked(console, run, lines, line);
      if (result?.end === 'stopped') output.note(instanceWords.stoppedWaiting);
      if (result && result.milliseconds > SLOW_MS && result.end === 'replied') {
        output.stdout.reply(`(${(result.milliseconds / 1000).toFixed(2)}s)`);
      }
      prompt();
    }
  } finally {
    stop.signal.removeEventListener('abort', close);
    lines.close();
    // Lines are written in order, so the last one ends last.
    await remembered;
  }
  if (stop.signal.aborted) throw stop.failure();
}

/** A lost connection ends the command, not the console: the next command reconnects. */
async function runAsked(
  console: TerminalConsole,
  run: RunLine,
  lines: Interface,
  line: Buffer,
): Promise<CommandResult | null> {
  const { output } = console.context;
  try {
    return await run(console, line, async (command, _what, lost) => {
      for (const text of lost) output.note(text);
      return /^y(es)?$/i.test((await ask(lines, `${instanceWords.sendCommandAsTyped(command)} [y/N] `)).trim());
    });
  } catch (error) {
    if (!isAppError(error, 'NOT_RUNNING') && !isAppError(error, 'BAD_VALUE')) throw error;
    output.note(output.noteStyle.danger(error.message));
    return null;
  }
}

/** Empty for Ctrl-C and Ctrl-D. */
function ask(lines: Interface, question: string): Promise<string> {
  return new Promise((resolve) => {
    const closed = () => resolve('');
    lines.once('close', closed);
    lines.question(question, (answer) => {
      lines.off('close', closed);
      resolve(answer);
    });
  });
}

function promptOf({ place, session: { state } }: TerminalConsole): string {
  const database = state.database === 0 ? '' : `[${state.database}]`;
  return `${place.id}:${place.target.port}${database}${state.inTransaction ? '(TX)' : ''}> `;
}

function completionsOf(commands: readonly CommandDoc[], line: string): [string[], string] {
  const { from, matches } = completeCommand(commands, line);
  return [matches.map(({ name }) => `${name} `), line.slice(from)];
}
