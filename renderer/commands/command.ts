import type { Icon } from '@tabler/icons-react';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import type { Operation } from '../../shared/contract/operations.ts';

/** What a command may look at, and all it may do beside calling the api. */
export interface CommandContext {
  /** The instance it is about: of the row, of the page, or chosen in the palette. */
  readonly instance: InstanceStatus | null;
  readonly instances: readonly InstanceStatus[];
  readonly operations: readonly Operation[];
  readonly connected: boolean;
  /** Goes to a place of the view: `/instances/main`. */
  readonly navigate: (to: string) => void;
}

export type CommandGroup = 'Instance' | 'All instances' | 'Go to' | 'View' | 'Help';

/** One thing a person can do. The palette, the menus of rows and the shortcuts are all made of it. */
export interface Command {
  /** Unique, such as `instance.stop`. Those that begin with `instance.` stand in the menu of an instance. */
  readonly id: string;
  /** A verb first, the instance in it: `Stop main`; `…` when more is asked. */
  title(context: CommandContext): string;
  /** For the menu of a row, where the instance is plain: `Stop`. Left out: not in such menus. */
  readonly short?: string;
  readonly group: CommandGroup;
  readonly icon: Icon;
  /** `s`, `shift+r`, `mod+k` (Ctrl, ⌘ on a Mac), or two in a row: `g i`. Letters work only outside fields. */
  readonly shortcut?: string;
  /** The line that does the same in a terminal, from terminal-line.ts; left out: only here. */
  terminalLine?(context: CommandContext): string | null;
  /** False: there is no such thing to do now. A sentence: there is, but not now, and why. */
  available?(context: CommandContext): boolean | string;
  run(context: CommandContext): unknown;
  /** Words by which it is found too: `delete destroy`. */
  readonly keywords?: string;
  /** Something can be lost: it stands last in a menu, in red. */
  readonly danger?: boolean;
}
