import { Modal, Switch } from '@mantine/core';
import { openInstanceId } from '../lib/navigate.ts';
import { useStore } from '../lib/store.ts';
import { useReturnedFocus } from '../lib/use-returned-focus.ts';
import type { CommandGroup } from './command.ts';
import { contextFor } from './context.ts';
import { Keys } from './keys.tsx';
import { allCommands } from './registry.ts';
import classes from './shortcuts-dialog.module.css';
import { shortcutsShown } from './shortcuts-store.ts';
import { letterShortcuts } from './use-shortcuts.ts';
import * as commandWords from './words.ts';

const groups: readonly CommandGroup[] = ['Go to', 'Instance', 'All instances', 'View', 'Help'];

/** All shortcuts by group. Mount it once. */
export function ShortcutsDialog() {
  const opened = useStore(shortcutsShown);
  useReturnedFocus(opened);
  const letters = useStore(letterShortcuts);
  const context = contextFor(openInstanceId());
  const commands = allCommands().filter(({ shortcut }) => shortcut !== undefined);
  return (
    <Modal opened={opened} onClose={() => shortcutsShown.set(false)} title={commandWords.keyboardShortcuts} size={640}>
      <Switch
        label={commandWords.singleLetterShortcuts}
        description={commandWords.shortcutsWorkOutsideFields}
        checked={letters}
        onChange={(event) => letterShortcuts.set(event.currentTarget.checked)}
      />
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.title}>{commandWords.groups[group]}</h3>
            <dl className={classes.list}>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id} className={classes.row}>
                    <dt>{command.short ?? command.title(context)}</dt>
                    <dd>{command.shortcut && <Keys shortcut={command.shortcut} />}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
