import { createStore, useStore } from '../../../lib/store.ts';

interface TextMode {
  readonly id: string;
  readonly inText: boolean;
}

// Outside the view, because a command opens the text from any page.
const textMode = createStore<TextMode | null>(null);

/** Whether the settings of an instance are shown as text; null until someone chose for it. */
export function useTextMode(id: string): boolean | null {
  return useStore(textMode, (mode) => (mode?.id === id ? mode.inText : null));
}

export function setTextMode(id: string, inText: boolean): void {
  textMode.set({ id, inText });
}
