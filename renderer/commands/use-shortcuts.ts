import { useEffect } from 'react';
import { openInstanceId } from '../lib/navigate.ts';
import { createPersistedStore } from '../lib/persisted.ts';
import type { Command } from './command.ts';
import { availability, contextFor, runCommand } from './context.ts';
import { paletteOpened, typeAhead } from './palette-store.ts';
import { allCommands } from './registry.ts';
import { chordOf, isLetters } from './shortcut.ts';

/** Whether single letters are shortcuts. Users of speech input turn them off (WCAG 2.1.4). */
export const letterShortcuts = createPersistedStore<boolean>('letter-shortcuts', true);

/** The time limit for the second letter of a sequence. */
const SECOND_WITHIN_MS = 1200;

/** Runs commands by their shortcuts. Mount it once. */
export function useShortcuts(): void {
  useEffect(() => {
    let first: { readonly chord: string; readonly at: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (paletteOpened.get() && isTyped(event) && !isField(event.target)) {
        event.preventDefault();
        typeAhead(event.key);
        return;
      }
      if (event.repeat) return;
      const chord = chordOf(event);
      const before = first && Date.now() - first.at < SECOND_WITHIN_MS ? `${first.chord} ${chord}` : null;
      first = null;
      const context = contextFor(instanceAt(event.target));
      // Several views can use the same key; `availability` selects the command of the open view.
      const usable = allCommands().filter(
        (command) => command.shortcut && isUsable(command.shortcut, event) && availability(command, context) !== false,
      );
      const command =
        usable.find(({ shortcut }) => shortcut === before) ?? usable.find(({ shortcut }) => shortcut === chord);
      if (command) {
        event.preventDefault();
        runCommand(command, context);
      } else if (usable.some(({ shortcut }) => shortcut?.startsWith(`${chord} `))) {
        first = { chord, at: Date.now() };
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Whether the key types one character. */
function isTyped({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return [...key].length === 1 && !ctrlKey && !metaKey && !altKey;
}

/** The instance of the focused row, or of the open page. */
function instanceAt(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-instance]') : null;
  return row?.dataset.instance ?? openInstanceId();
}

function isUsable(shortcut: NonNullable<Command['shortcut']>, event: KeyboardEvent): boolean {
  if (!isLetters(shortcut)) return true;
  return letterShortcuts.get() && !isField(event.target) && !isOverlaid();
}

/** Text fields; radio buttons and checkboxes take no letters. */
const FIELD = 'input:not([type="radio"], [type="checkbox"]), textarea, select';

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELD));
}

/** Whether a dialog or menu is open, which shortcuts must not bypass. */
function isOverlaid(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
}
