import { type CommonFlag, commonFlags, type Flag, type FlagName, flagNames, flags, shortOf } from '../flags/flags.ts';
import type { ActionTopic } from './action.ts';
import { examplesOf } from './examples.ts';
import { exitCodeLines } from './print-help.ts';
import * as cliWords from './words.ts';

const NAME = 'vrooli-redis';

/** The man page, from the same tables as `--help`, in the man macros of roff. */
export function manPage(topics: readonly ActionTopic[]): string {
  const common: ReadonlySet<string> = new Set<CommonFlag>(commonFlags);
  const actions = topics.flatMap((one) => one.actions);
  const used = new Set<FlagName>(actions.flatMap((action) => action.flags));
  return [
    `.TH ${NAME.toUpperCase()} 1`,
    '.SH NAME',
    `${text(NAME)} \\- ${text(cliWords.manSummary)}`,
    '.SH SYNOPSIS',
    `.B ${text(NAME)}`,
    `.I ${text('ACTION')}`,
    text('[flags]'),
    '.SH DESCRIPTION',
    text(cliWords.manDescription),
    ...topics.flatMap((one) => [
      `.SH ${text(cliWords.topicTitles[one.topic].toUpperCase())}`,
      ...one.actions.flatMap(({ name, summary, details = [], flags: own }) => [
        '.TP',
        `.B ${text(name)}`,
        text(`${summary}. ${details.join(' ')}`.trim()),
        ...(own.length === 0 ? [] : ['.br', text(`${cliWords.flags}: ${own.map((flag) => `--${flag}`).join(', ')}`)]),
        ...examplesOf(name).flatMap(({ line, about }) => [
          '.br',
          text(`${about}:`),
          '.br',
          `.B ${text(`${NAME} ${line}`)}`,
        ]),
      ]),
    ]),
    `.SH ${text(cliWords.flagsOfEveryAction.toUpperCase())}`,
    ...commonFlags.flatMap(flagParagraph),
    `.SH ${text(cliWords.flagsOfSomeActions.toUpperCase())}`,
    ...flagNames.filter((name) => used.has(name) && !common.has(name)).flatMap(flagParagraph),
    `.SH ${text(cliWords.exitCodes.toUpperCase())}`,
    ...exitCodeLines.flatMap(([code, about]) => ['.TP', `.B ${code}`, text(about)]),
    '',
  ].join('\n');
}

function flagParagraph(name: FlagName): string[] {
  const { value, about }: Flag<unknown> = flags[name];
  const short = shortOf(name);
  const forms = [`--${name}`, ...(short === null ? [] : [`-${short}`])].join(', ');
  return ['.TP', `.B ${text(`${forms}${value.shown === null ? '' : ` ${value.shown}`}`)}`, text(about)];
}

/** Escapes text for roff: keeps hyphens copyable, and no line looks like a request. */
function text(line: string): string {
  const escaped = line.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq').replaceAll("'", '\\(aq');
  return escaped.startsWith('.') ? `\\&${escaped}` : escaped;
}
