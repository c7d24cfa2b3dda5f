import * as commandWords from './words.ts';

// Unit tests have no navigator.
const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** The part of a KeyboardEvent that shortcuts need. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The key caps of a shortcut on this platform: `mod+k` is `Ctrl` `K`, or `⌘` `K`. */
export function keyCaps(shortcut: string): readonly string[] {
  return shortcut.split(/[+ ]/).map((part) => {
    if (part === 'mod') return isMac ? '⌘' : commandWords.ctrlKey;
    if (part === 'shift') return commandWords.shiftKey;
    return part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1);
  });
}

/** Whether a shortcut consists of letters only: it does not work in fields and can be turned off. */
export function isLetters(shortcut: string): boolean {
  return !shortcut.includes('mod+');
}

/** The pressed key in the notation of shortcuts: `shift+r`, `mod+k`. */
export function chordOf(event: Pressed): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  // Whether a sign such as `?` needs Shift depends on the keyboard layout.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}
