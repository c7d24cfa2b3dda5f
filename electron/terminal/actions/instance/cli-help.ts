import { commandOf } from '../../../../shared/console/complete-command.ts';
import type { CommandDoc } from '../../../../shared/contract/console.ts';
import type { TerminalConsole } from './terminal-console.ts';
import * as instanceWords from './words.ts';

/** The output of `help COMMAND`, from the server's own documentation. */
export async function helpLines(
  { context, place }: Pick<TerminalConsole, 'context' | 'place'>,
  name: string,
): Promise<readonly string[]> {
  if (name === '') return instanceWords.consoleHelp;
  const api = await context.api();
  const { commands } = await context.stop.orStop(api.consoles.commands({ instance: place.id }));
  const found = commandOf(commands, name);
  if (found === null) return [instanceWords.theServerHasNoCommand(name)];
  const inside = found.isContainer ? commands.filter((command) => command.name.startsWith(`${found.name} `)) : [];
  return [...docLines(found), ...inside.map((command) => `  ${command.name} ${command.syntax}`)];
}

function docLines(doc: CommandDoc): string[] {
  const facts = [
    [instanceWords.summary, doc.summary],
    [instanceWords.since, doc.since],
    [instanceWords.group, doc.group],
    [instanceWords.complexity, doc.complexity],
  ].filter(([, value]) => value !== '');
  const deprecated = doc.deprecated ? [`  ${instanceWords.deprecatedSince(doc.deprecated)}`] : [];
  return [`${doc.name} ${doc.syntax}`.trim(), ...deprecated, ...facts.map(([label, value]) => `  ${label}: ${value}`)];
}
