import { Menu } from '@mantine/core';
import type { Command } from './command.ts';
import { availability, contextFor, runCommand } from './context.ts';
import { Keys } from './keys.tsx';
import { allCommands } from './registry.ts';
import { useCommandData } from './use-command-data.ts';

interface InstanceMenuItemsProps {
  readonly id: string;
  /** Ids of commands that already have buttons next to the menu. */
  readonly without?: readonly string[];
}

/** The instance commands of the palette as menu items. */
export function InstanceMenuItems({ id, without = [] }: InstanceMenuItemsProps) {
  useCommandData(id);
  const context = contextFor(id);
  const commands = allCommands().filter(
    (command) =>
      command.id.startsWith('instance.') &&
      command.short !== undefined &&
      !without.includes(command.id) &&
      availability(command, context) !== false,
  );
  const dangers = commands.filter(({ danger }) => danger);
  const item = (command: Command) => {
    const available = availability(command, context);
    const { icon: Icon } = command;
    return (
      <Menu.Item
        key={command.id}
        leftSection={<Icon size={14} />}
        rightSection={command.shortcut ? <Keys shortcut={command.shortcut} /> : undefined}
        disabled={available !== true}
        title={typeof available === 'string' ? available : undefined}
        {...(command.danger ? { color: 'var(--danger-text)' } : {})}
        onClick={() => runCommand(command, contextFor(id))}
      >
        {command.short}
      </Menu.Item>
    );
  };
  return (
    <>
      <Menu.Label>{id}</Menu.Label>
      {commands.filter(({ danger }) => !danger).map(item)}
      {dangers.length > 0 && <Menu.Divider />}
      {dangers.map(item)}
    </>
  );
}
