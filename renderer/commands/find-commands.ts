import type { Command, CommandContext, CommandGroup } from './command.ts';
import { availability } from './context.ts';
import { type Match, matchTitle } from './match.ts';

/** A command as the palette shows it. */
export interface Found {
  readonly command: Command;
  readonly title: string;
  /** The terminal line that does the same; null: only here. */
  readonly line: string | null;
  /** Why it cannot be done now; null when it can. */
  readonly blocked: string | null;
  readonly match: Match;
}

/** The commands there are in a context, and those of them that a query finds: groups in their order, best first. */
export function findCommands(
  commands: readonly Command[],
  context: CommandContext,
  query: string,
): { readonly found: readonly Found[]; readonly total: number } {
  const there = commands.flatMap((command) => {
    const available = availability(command, context);
    return available === false ? [] : [{ command, blocked: available === true ? null : available }];
  });
  const found = there.flatMap(({ command, blocked }) => {
    const title = command.title(context);
    const line = command.terminalLine?.(context) ?? null;
    const match = matchTitle(query, title, `${command.group} ${command.keywords ?? ''} ${line ?? ''}`);
    return match ? [{ command, title, line, blocked, match }] : [];
  });
  return { found: inGroups(found), total: there.length };
}

const order: readonly CommandGroup[] = ['Instance', 'All instances', 'Go to', 'View', 'Help'];

/** The group with the best hit comes first, so that Enter does what was most likely meant; else in their order. */
function inGroups(found: readonly Found[]): readonly Found[] {
  const groups = new Map<CommandGroup, Found[]>();
  for (const one of found) groups.set(one.command.group, [...(groups.get(one.command.group) ?? []), one]);
  const best = (group: readonly Found[]) => Math.max(0, ...group.map(({ match }) => match.score));
  return order
    .map((name) => groups.get(name) ?? [])
    .sort((a, b) => best(b) - best(a))
    .flatMap((group) => [...group].sort((a, b) => b.match.score - a.match.score));
}
