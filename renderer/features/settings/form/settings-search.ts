import { createPersistedStore } from '../../../lib/persisted.ts';
import type { Which } from './form-tools.tsx';

/** What is sought among the settings: kept across a reload, and set by the palette. */
export const settingsSearch = createPersistedStore<string>('settings.search', '', 'tab');

/** Which settings are shown. */
export const settingsWhich = createPersistedStore<Which>('settings.which', 'all', 'tab');
