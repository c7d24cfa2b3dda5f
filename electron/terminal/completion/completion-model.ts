import type { ActionTopic } from '../cli/action.ts';
import { commonFlags, type Flag, type FlagName, flagNames, flags, shortOf } from '../flags/flags.ts';

/** The names that are looked up during completion. */
export type CompletedNames = 'instances' | 'backups';

/** A flag, for completion. */
export interface CompletedFlag {
  readonly name: string;
  readonly short: string | null;
  readonly about: string;
  /** Null for a flag without a value. `any` has no candidates. */
  readonly value: readonly string[] | CompletedNames | 'actions' | 'files' | 'any' | null;
}

export interface CompletedAction {
  readonly name: string;
  readonly summary: string;
  /** The names of its flags, including those of every action. */
  readonly flags: readonly string[];
}

/** The model from which the completion scripts of all shells are generated. */
export interface CompletionModel {
  readonly actions: readonly CompletedAction[];
  readonly flags: readonly CompletedFlag[];
}

const lookedUp: Partial<Record<FlagName, CompletedFlag['value']>> = {
  action: 'actions',
  instance: 'instances',
  'client-id': 'instances',
  client: 'instances',
  into: 'instances',
  'backup-name': 'backups',
  file: 'files',
  load: 'files',
  output: 'files',
  'image-archive': 'files',
};

export function completionModel(topics: readonly ActionTopic[]): CompletionModel {
  return {
    actions: topics
      .flatMap(({ actions }) => actions)
      .map(({ name, summary, flags: own }) => ({ name, summary, flags: [...new Set([...own, ...commonFlags])] })),
    flags: flagNames.map((name) => ({
      name,
      short: shortOf(name),
      about: flags[name].about,
      value: candidatesOf(name),
    })),
  };
}

function candidatesOf(name: FlagName): CompletedFlag['value'] {
  const { value }: Flag<unknown> = flags[name];
  if (value.shown === null) return null;
  return lookedUp[name] ?? value.choices ?? 'any';
}
