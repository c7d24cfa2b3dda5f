import { createPersistedStore } from '../../../lib/persisted.ts';
import { type ConsoleTab, createConsoleTab } from './console-tab.ts';

/** The instances with an open console, in the order of the tabs. A reload of the page opens them again. */
export const openTabs = createPersistedStore<readonly string[]>('console.tabs', [], 'tab');

const tabs = new Map<string, ConsoleTab>();

/** The console of an instance; opens it first. */
export function consoleTab(instance: string): ConsoleTab {
  const found = tabs.get(instance);
  if (found) return found;
  const tab = createConsoleTab(instance);
  tabs.set(instance, tab);
  return tab;
}

export function showTab(instance: string): void {
  openTabs.set((open) => (open.includes(instance) ? open : [...open, instance]));
}

/** Closes the connection, and with it a stream. @returns the tab to show next; null: none is left */
export function closeTab(instance: string): string | null {
  tabs.get(instance)?.close();
  tabs.delete(instance);
  const open = openTabs.get();
  const at = open.indexOf(instance);
  const left = open.filter((id) => id !== instance);
  openTabs.set(left);
  return left[Math.min(at, left.length - 1)] ?? null;
}
