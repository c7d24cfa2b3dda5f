import type { Icon } from '@tabler/icons-react';
import type { BadgeState } from '../components/feedback/badge-state.ts';
import type { Command, CommandContext } from './command.ts';
import * as commandWords from './words.ts';

/** The kinds of palette entries. A new kind needs an item here and a source. */
export const entryKinds = ['instance', 'backup', 'setting', 'view', 'command'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const kindTitles: Readonly<Record<EntryKind, string>> = commandWords.kinds;

/** An entry of the palette that opens or runs something. */
export interface Entry {
  /** Stable, because the recent entries are stored by id: `backup:main/pre-deploy`. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly title: string;
  /** Additional search words. */
  readonly also: string;
  readonly line: string;
  /** The line is a command and uses the monospace font. */
  readonly mono: boolean;
  readonly icon: Icon;
  readonly state?: BadgeState;
  readonly shortcut?: string;
  /** Why it is disabled; null if it is enabled. */
  readonly blocked: string | null;
  /** The equivalent CLI command; null: there is none. */
  readonly copies: string | null;
  readonly open: () => void;
}

/** Returns all entries of the palette. The app composes it from the features. */
export type EntrySource = (context: CommandContext, commands: readonly Command[]) => readonly Entry[];
