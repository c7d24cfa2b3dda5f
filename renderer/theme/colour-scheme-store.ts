import { localStorageColorSchemeManager, type MantineColorScheme } from '@mantine/core';
import { createStore } from '../lib/store.ts';

/** Where the choice is kept; Mantine reads it before anything is drawn. */
export const colourSchemeManager = localStorageColorSchemeManager({ key: 'vrooli.colours' });

const chosen = createStore<MantineColorScheme>(colourSchemeManager.get('auto'));
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Light, dark, or as this machine has it. For commands, which are no components. */
export const colourScheme = {
  ...chosen,
  /** What is shown now, whichever was chosen. */
  shown: (): 'light' | 'dark' => {
    const choice = chosen.get();
    if (choice !== 'auto') return choice;
    return prefersDark.matches ? 'dark' : 'light';
  },
};
