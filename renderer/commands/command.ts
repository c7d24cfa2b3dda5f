import type { Icon } from '@tabler/icons-react';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import type { Operation } from '../../shared/contract/operations.ts';

/** The state that a command reads, and the actions it needs beside the API. */
export interface CommandContext {
  /** The target instance: of the row, of the page, or chosen in the palette. */
  readonly instance: InstanceStatus | null;
  readonly instances: readonly InstanceStatus[];
  readonly operations: readonly Operation[];
  readonly connected: boolean;
  /** Navigates to a route such as `/instances/main`. */
  readonly navigate: (to: string) => void;
}

export type CommandGroup = 'Instance' | 'All instances' | 'Go to' | 'View' | 'Help';

/** A user action. The palette, row menus and shortcuts are built from commands. */
export interface Command {
  /** Unique, such as `instance.stop`. Commands with the prefix `instance.` appear in the instance menu. */
  readonly id: string;
  /** A verb and the instance: `Stop main`; with `…` if a dialog follows. */
  title(context: CommandContext): string;
  /** The title in a row menu, without the instance: `Stop`. Omitted: not in row menus. */
  readonly short?: string;
  readonly group: CommandGroup;
  readonly icon: Icon;
  /** `s`, `shift+r`, `mod+k` (Ctrl, ⌘ on a Mac), or a sequence: `g i`. Letters work only outside fields. */
  readonly shortcut?: string;
  /** The equivalent CLI command, from terminal-line.ts; omitted: there is none. */
  terminalLine?(context: CommandContext): string | null;
  /** False: hidden. A sentence: disabled, and why. */
  available?(context: CommandContext): boolean | string;
  run(context: CommandContext): unknown;
  /** Additional search words: `delete destroy`. */
  readonly keywords?: string;
  /** Destructive: last in a menu, in red. */
  readonly danger?: boolean;
}
