import type { Icon } from '@tabler/icons-react';
import type { BadgeState } from '../components/feedback/state-badge.tsx';
import type { Command, CommandContext } from './command.ts';

/** What the palette finds. A further kind is one more word here and one more source. */
export const entryKinds = ['instance', 'backup', 'setting', 'view', 'command'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const kindTitles: Readonly<Record<EntryKind, string>> = {
  instance: 'Instances',
  backup: 'Backups',
  setting: 'Settings',
  view: 'Views',
  command: 'Commands',
};

/** One thing that can be opened or done from the palette. */
export interface Entry {
  /** The same at every opening, so that it is found again among the recent ones: `backup:main/pre-deploy`. */
  readonly id: string;
  readonly kind: EntryKind;
  readonly title: string;
  /** Words by which it is found beside its title. */
  readonly also: string;
  readonly line: string;
  /** The line is to be pasted: it is set in the fixed-width font. */
  readonly mono: boolean;
  readonly icon: Icon;
  readonly state?: BadgeState;
  readonly shortcut?: string;
  /** Why it cannot be done now; null when it can. */
  readonly blocked: string | null;
  /** The terminal line that does the same; null: only here. */
  readonly copies: string | null;
  readonly open: () => void;
}

/** All that the palette can open or do now, as far as it has been read. The app composes it from the features. */
export type EntrySource = (context: CommandContext, commands: readonly Command[]) => readonly Entry[];
