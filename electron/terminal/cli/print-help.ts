import { type CommonFlag, commonFlags, type Flag, type FlagName, flags, shortOf } from '../flags/flags.ts';
import { alignPairs } from '../format/format.ts';
import type { Action, ActionTopic } from './action.ts';
import { examplesOf } from './examples.ts';
import * as cliWords from './words.ts';

export const PROGRAM = 'manage.sh';

export const exitCodeLines: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', 'failed'],
  ['2', cliWords.badUsageOrABadValue],
  ['3', cliWords.theNamedInstanceOrBackupDoes],
  ['4', cliWords.busyExitCode],
  ['130', cliWords.cancelledByCtrlCTheChanges],
];

/** The whole help: the actions by topic, then all flags. */
export function helpLines(topics: readonly ActionTopic[]): string[] {
  const actions = topics.flatMap((one) => one.actions);
  const width = Math.max(...actions.map(({ name }) => name.length));
  return [
    cliWords.usageProgramActionFlags(PROGRAM),
    cliWords.sameWithActionFlag(PROGRAM),
    ...topics.flatMap((one) => [
      '',
      cliWords.topicTitles[one.topic],
      ...alignPairs(one.actions.map(({ name, summary }) => [name.padEnd(width), summary])),
    ]),
    '',
    cliWords.flagsOfEveryAction,
    ...flagLines(commonFlags),
    '',
    cliWords.flagsOfSomeActions,
    ...flagLines(ownFlags(actions)),
    '',
    cliWords.exitCodes,
    ...alignPairs(exitCodeLines),
    '',
    cliWords.programActionHelpExplainsOneAction(PROGRAM),
    cliWords.environmentOverridesDefaults,
  ];
}

/** The help of one action. */
export function actionHelpLines(action: Action): string[] {
  return [
    cliWords.usageProgramActionNamePartPart2(
      PROGRAM,
      action.name,
      action.flags.length > 0 ? ' [flags]' : '',
      action.words === undefined ? '' : ` [-- ${action.words}]`,
    ),
    '',
    `${action.summary}.`,
    ...(action.details ?? []),
    ...(action.flags.length > 0 ? ['', cliWords.flags, ...flagLines(action.flags)] : []),
    '',
    cliWords.flagsOfEveryAction,
    ...flagLines(commonFlags),
    '',
    cliWords.examples,
    ...examplesOf(action.name).flatMap(({ line, about }) => [`  ${about}`, `    ${PROGRAM} ${line}`]),
  ];
}

/** The help as a document. */
export function helpDocument(actions: readonly Action[]): unknown {
  return {
    actions: actions.map(({ name, summary, flags: own }) => ({
      name,
      summary,
      flags: own.map(flagDocument),
      examples: examplesOf(name),
    })),
    commonFlags: commonFlags.map(flagDocument),
  };
}

function flagDocument(name: FlagName): unknown {
  const { value, about }: Flag<unknown> = flags[name];
  return { flag: `--${name}`, short: shortOf(name), value: value.shown, about };
}

function ownFlags(actions: readonly Action[]): FlagName[] {
  const common: ReadonlySet<string> = new Set<CommonFlag>(commonFlags);
  const used = new Set(actions.flatMap((action) => action.flags));
  return (Object.keys(flags) as FlagName[]).filter((name) => used.has(name) && !common.has(name));
}

function flagLines(names: readonly FlagName[]): string[] {
  return alignPairs(
    names.map((name) => {
      const { value, about }: Flag<unknown> = flags[name];
      const short = shortOf(name);
      const shown = value.shown === null ? '' : ` ${value.shown}`;
      return [`${short === null ? '    ' : `-${short}, `}--${name}${shown}`, about];
    }),
  );
}
