import type { CommandDoc } from '../contract/console.ts';

/** The possible completions of the text before the cursor. */
export interface Completion {
  /** The start of the name that a match replaces. */
  readonly from: number;
  readonly matches: readonly CommandDoc[];
}

const none = (from: number): Completion => ({ from, matches: [] });

/** Completes the name of a command, or of a subcommand of `CONFIG`, `CLIENT` and the like. */
export function completeCommand(commands: readonly CommandDoc[], before: string): Completion {
  const [, space = '', name = ''] = /^(\s*(?:\d+\s+)?)([\w.]*(?:\s+[\w-]*)?)$/.exec(before) ?? [];
  const typed = name.toUpperCase().replace(/\s+/, ' ');
  if (typed === '') return none(before.length);
  const inSubcommand = typed.includes(' ');
  const matches = commands.filter(
    (command) => command.name.startsWith(typed) && command.name.includes(' ') === inSubcommand,
  );
  return { from: space.length, matches };
}

/** The command that a text names, with its subcommand; null for an unknown one. */
export function commandOf(commands: readonly CommandDoc[], text: string): CommandDoc | null {
  const [first = '', second = ''] = text
    .trim()
    .replace(/^\d+\s+/, '')
    .toUpperCase()
    .split(/\s+/, 2);
  if (first === '') return null;
  const named = (name: string) => commands.find((command) => command.name === name) ?? null;
  return named(`${first} ${second}`) ?? named(first);
}

/** The remaining arguments, as a hint after the cursor; empty if unclear. */
export function remainingSyntax({ name, syntax }: CommandDoc, text: string): string {
  const words = text.trim().split(/\s+/);
  const typed = words.length - name.split(' ').length - (/^\d+$/.test(words[0] ?? '') ? 1 : 0);
  const parts = topLevelParts(syntax);
  if (typed < 0 || parts.slice(0, typed).some((part) => part.startsWith('[') || part.startsWith('<'))) return '';
  return parts.slice(typed).join(' ');
}

/** `key [NX | XX] score` as three parts. */
function topLevelParts(syntax: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of syntax) {
    if (char === '[' || char === '<') depth += 1;
    if (char === ']' || char === '>') depth -= 1;
    if (char === ' ' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return part === '' ? parts : [...parts, part];
}
