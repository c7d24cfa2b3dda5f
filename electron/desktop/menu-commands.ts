import type { MenuItemConstructorOptions } from 'electron';
import { z } from 'zod';

/** A command that the view publishes for the native menu. */
export const menuCommands = z
  .array(
    z.object({
      id: z.string().regex(/^[a-z][a-z.-]{0,60}$/),
      title: z.string().min(1).max(200),
      group: z.enum(['Instance', 'All instances', 'Go to', 'View', 'Help']),
      /** In the view's notation: `mod+k`, `g i`. */
      shortcut: z.string().max(20).optional(),
      enabled: z.boolean(),
    }),
  )
  .max(300);
export type MenuCommand = z.infer<typeof menuCommands>[number];
type Group = MenuCommand['group'];

/** The items of some groups, in the view's order. */
export function commandItems(
  commands: readonly MenuCommand[],
  groups: readonly Group[],
  run: (id: string) => void,
): MenuItemConstructorOptions[] {
  return groups.flatMap((group, at) => {
    const items = commands
      .filter((command) => command.group === group)
      .map(({ id, title, shortcut, enabled }): MenuItemConstructorOptions => {
        const accelerator = acceleratorOf(shortcut);
        return {
          ...{ id, enabled, label: title.replaceAll('&', '&&'), click: () => run(id) },
          // The shortcut is shown, but the page handles the keys.
          ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
        };
      });
    return at > 0 && items.length > 0 ? [{ type: 'separator' as const }, ...items] : items;
  });
}

/**
 * Electron's notation of a shortcut with Ctrl or ⌘. Single letters and sequences have none, because a menu would take
 * them from text fields.
 */
export function acceleratorOf(shortcut: string | undefined): string | null {
  if (!shortcut?.startsWith('mod+')) return null;
  const keys = shortcut.split('+').map((key) => {
    if (key === 'mod') return 'CmdOrCtrl';
    return key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1);
  });
  return keys.join('+');
}
