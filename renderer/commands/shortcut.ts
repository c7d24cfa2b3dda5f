// Without a page, as in tests, the keyboard is that of most.
const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** What is used of a KeyboardEvent. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The key caps of a shortcut as this machine's keyboard has them: `mod+k` is `Ctrl` `K`, or `⌘` `K`. */
export function keyCaps(shortcut: string): readonly string[] {
  return shortcut.split(/[+ ]/).map((part) => {
    if (part === 'mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'shift') return 'Shift';
    return part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1);
  });
}

/** Whether it is typed with letters alone, so that it must not work in fields and can be turned off. */
export function isLetters(shortcut: string): boolean {
  return !shortcut.includes('mod+');
}

/** The key that was pressed in the form shortcuts are written in: `shift+r`, `mod+k`. */
export function chordOf(event: Pressed): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  // Of a sign the keyboard decides whether Shift is needed: `?` is `?` everywhere.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}
