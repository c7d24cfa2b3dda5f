import {
  IconKeyboard,
  IconKeyboardOff,
  IconMoon,
  IconPlugConnected,
  IconSearch,
  IconSun,
  IconX,
} from '@tabler/icons-react';
import { reconnectNow } from '../client/api.ts';
import { cancelOperation } from '../client/operations.ts';
import { chooseTheme } from '../client/preferences.ts';
import type { Command } from '../commands/command.ts';
import { paletteOpened } from '../commands/palette-store.ts';
import { registerCommands } from '../commands/registry.ts';
import { shortcutsShown } from '../commands/shortcuts-store.ts';
import { letterShortcuts } from '../commands/use-shortcuts.ts';
import { coreSentence } from '../lib/core-sentence.ts';
import { terminalLine } from '../lib/terminal-line.ts';
import * as libWords from '../lib/words.ts';
import { colourScheme } from '../theme/colour-scheme-store.ts';
import { views } from './shell/views.ts';
import * as appWords from './words.ts';

const running = ({ operations }: Parameters<Command['run']>[0]) =>
  operations.find(({ state, cancellable }) => state === 'running' && cancellable);

const goTo = views.map(
  ({ id, label, icon, to, shortcut, action, perInstance }): Command => ({
    id: `go.${id}`,
    title: () => appWords.goToLabel(libWords.insideSentence(label)),
    group: 'Go to',
    icon,
    ...(shortcut ? { shortcut } : {}),
    ...(action ? { terminalLine: () => terminalLine(action) } : {}),
    run: ({ navigate, instance }) => navigate(perInstance && instance ? `${to}/${instance.id}` : to),
  }),
);

/** Focuses the view's search field if one is visible; opens the palette otherwise. */
function openFind(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('main input[data-find]');
  const field = [...fields].find((input) => input.offsetParent !== null && !input.disabled);
  if (field) field.focus();
  else paletteOpened.set(true);
}

registerCommands([
  {
    id: 'palette.open',
    title: () => appWords.searchOrRunACommand,
    group: 'Help',
    icon: IconSearch,
    shortcut: 'mod+k',
    // An open palette does not list the command that opens it.
    available: () => !paletteOpened.get(),
    run: () => paletteOpened.set(true),
  },
  {
    id: 'view.find',
    title: () => appWords.findInThisView,
    group: 'View',
    icon: IconSearch,
    shortcut: '/',
    // A view without a search field falls back to the palette.
    run: () => openFind(),
    keywords: appWords.searchFilter,
  },
  {
    id: 'help.shortcuts',
    title: () => appWords.showKeyboardShortcuts,
    group: 'Help',
    icon: IconKeyboard,
    shortcut: '?',
    run: () => shortcutsShown.set(true),
    keywords: appWords.keysHotkeysHelpLetters,
  },
  ...goTo,
  {
    id: 'view.light',
    title: () => appWords.lightColoursToUse,
    group: 'View',
    icon: IconSun,
    available: () => colourScheme.shown() === 'dark',
    run: () => chooseTheme('light'),
    keywords: appWords.themeColourColorSchemeModeDay,
  },
  {
    id: 'view.dark',
    title: () => appWords.darkColoursToUse,
    group: 'View',
    icon: IconMoon,
    available: () => colourScheme.shown() === 'light',
    run: () => chooseTheme('dark'),
    keywords: appWords.themeColourColorSchemeModeNight,
  },
  {
    id: 'view.auto',
    title: () => appWords.systemColoursToUse,
    group: 'View',
    icon: IconSun,
    available: () => colourScheme.get() !== 'auto',
    run: () => chooseTheme('system'),
    keywords: appWords.themeColourColorSchemeModeSystem,
  },
  {
    id: 'view.letters-off',
    title: () => appWords.turnSingleLetterShortcutsOff,
    group: 'View',
    icon: IconKeyboardOff,
    available: () => letterShortcuts.get(),
    run: () => letterShortcuts.set(false),
  },
  {
    id: 'view.letters-on',
    title: () => appWords.turnSingleLetterShortcutsOn,
    group: 'View',
    icon: IconKeyboard,
    available: () => !letterShortcuts.get(),
    run: () => letterShortcuts.set(true),
  },
  {
    id: 'operation.cancel',
    title: (context) => appWords.cancelTitle(coreSentence(running(context)?.title ?? appWords.theRunningOperation)),
    group: 'All instances',
    icon: IconX,
    available: (context) => running(context) !== undefined,
    run: (context) => {
      const operation = running(context);
      if (operation) cancelOperation(operation);
    },
    keywords: appWords.stopAbortOperation,
  },
  {
    id: 'connection.retry',
    title: () => appWords.reconnectNow,
    group: 'Help',
    icon: IconPlugConnected,
    available: ({ connected }) => !connected,
    run: () => reconnectNow(),
  },
]);
