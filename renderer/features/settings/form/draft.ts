import type { SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { createStore, useStore } from '../../../lib/store.ts';

/** What comes ready from elsewhere and is planned as it is: an earlier change taken back, a drift settled, a copy. */
export type ReadyWish = Exclude<SettingsChangeRequest, { kind: 'changes' | 'text' }>;

/** What somebody wants of an instance's settings and has not applied yet. */
export type Draft =
  | {
      readonly kind: 'form';
      /** Values by directive; null: taken out of the file. */
      readonly values: Readonly<Record<string, string | null>>;
      /** Those that stay in the form and out of the plan. */
      readonly leftOut: readonly string[];
    }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'ready';
      readonly wish: ReadyWish;
      /** What it is, as a heading: `Take back the change of 14:31`. */
      readonly about: string;
      readonly leftOut: readonly string[];
    };

export const EMPTY: Draft = { kind: 'form', values: {}, leftOut: [] };

// Beside the view and not in it: whoever looks at something else meanwhile finds the draft again. Never on disk.
const drafts = createStore<Readonly<Record<string, Draft>>>({});

export function useDraft(id: string): Draft {
  return useStore(drafts, (all) => all[id] ?? EMPTY);
}

export function draftOf(id: string): Draft {
  return drafts.get()[id] ?? EMPTY;
}

export function setDraft(id: string, draft: Draft): void {
  drafts.set((all) => ({ ...all, [id]: draft }));
}

export function discardDraft(id: string): void {
  drafts.set(({ [id]: _, ...others }) => others);
}

/** Wants values in the form; undefined: as it is now. Only for a draft of the form. */
export function want(id: string, values: Readonly<Record<string, string | null | undefined>>): void {
  const draft = draftOf(id);
  if (draft.kind !== 'form') return;
  const wanted = Object.entries({ ...draft.values, ...values }).filter(
    (entry): entry is [string, string | null] => entry[1] !== undefined,
  );
  const names = new Set(wanted.map(([name]) => name));
  setDraft(id, {
    kind: 'form',
    values: Object.fromEntries(wanted),
    // A value that is typed again is meant again.
    leftOut: draft.leftOut.filter((name) => names.has(name) && !(name in values)),
  });
}

/** Leaves a line out of the plan, or takes it in again. */
export function leaveOut(id: string, directive: string, out: boolean): void {
  const draft = draftOf(id);
  if (draft.kind === 'text') return;
  const others = draft.leftOut.filter((name) => name !== directive);
  setDraft(id, { ...draft, leftOut: out ? [...others, directive] : others });
}

/** The wish behind a draft; null when nothing is wanted. */
export function wishOf(draft: Draft, fileText: string): SettingsChangeRequest | null {
  if (draft.kind === 'text') return draft.text === fileText ? null : { kind: 'text', text: draft.text };
  if (draft.kind === 'form') {
    const changes = Object.entries(draft.values).filter(([name]) => !draft.leftOut.includes(name));
    return changes.length === 0 ? null : { kind: 'changes', changes: Object.fromEntries(changes) };
  }
  if (draft.wish.kind === 'revert') return draft.wish;
  const directives = draft.wish.directives.filter((name) => !draft.leftOut.includes(name));
  return directives.length === 0 ? null : { ...draft.wish, directives };
}
