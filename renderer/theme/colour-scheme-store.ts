import { localStorageColorSchemeManager, type MantineColorScheme } from '@mantine/core';
import { createStore } from '../lib/store.ts';

/** Stores the choice; Mantine reads it before the first render. */
export const colourSchemeManager = localStorageColorSchemeManager({ key: 'vrooli.colours' });

const chosen = createStore<MantineColorScheme>(colourSchemeManager.get('auto'));
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Light, dark or the system's scheme. For code outside components. */
export const colourScheme = {
  ...chosen,
  /** The scheme in effect, with `auto` resolved. */
  shown: (): 'light' | 'dark' => {
    const choice = chosen.get();
    if (choice !== 'auto') return choice;
    return prefersDark.matches ? 'dark' : 'light';
  },
};
