import { createPersistedStore } from '../../../lib/persisted.ts';
import type { Which } from './form-tools.tsx';

/** The search text. The palette sets it too; it survives a reload. */
export const settingsSearch = createPersistedStore<string>('settings.search', '', 'tab');

/** The filter of the settings. */
export const settingsWhich = createPersistedStore<Which>('settings.which', 'all', 'tab');
