import type { SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { createStore, useStore } from '../../../lib/store.ts';

/** A request that is complete when it arrives: a revert, a resolved drift or a copy. */
export type ReadyRequest = Exclude<SettingsChangeRequest, { kind: 'changes' | 'text' }>;

/** Unapplied changes to the settings of an instance. */
export type Draft =
  | {
      readonly kind: 'form';
      /** Values by directive; null removes the directive from the file. */
      readonly values: Readonly<Record<string, string | null>>;
      /** Directives that stay in the form but not in the plan. */
      readonly leftOut: readonly string[];
    }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'ready';
      readonly request: ReadyRequest;
      /** A heading: `Reverting the change of 14:31`. */
      readonly about: string;
      readonly leftOut: readonly string[];
    };

export const EMPTY: Draft = { kind: 'form', values: {}, leftOut: [] };

// Outside the view, so that a draft survives navigation. Never on disk, because it may hold a password.
const drafts = createStore<Readonly<Record<string, Draft>>>({});

export function useDraft(id: string): Draft {
  return useStore(drafts, (all) => ownValue(all, id) ?? EMPTY);
}

export function draftOf(id: string): Draft {
  return ownValue(drafts.get(), id) ?? EMPTY;
}

export function setDraft(id: string, draft: Draft): void {
  drafts.set((all) => ({ ...all, [id]: draft }));
}

export function discardDraft(id: string): void {
  drafts.set(({ [id]: _, ...others }) => others);
}

/** Changes values of a form draft; undefined resets a value. */
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
    // Changing a value again includes it again.
    leftOut: draft.leftOut.filter((name) => names.has(name) && !Object.hasOwn(values, name)),
  });
}

/** Excludes a directive from the plan or includes it again. */
export function leaveOut(id: string, directive: string, out: boolean): void {
  const draft = draftOf(id);
  if (draft.kind === 'text') return;
  const others = draft.leftOut.filter((name) => name !== directive);
  setDraft(id, { ...draft, leftOut: out ? [...others, directive] : others });
}

/** The requested change of a draft; null if there is none. */
export function requestOf(draft: Draft, fileText: string): SettingsChangeRequest | null {
  if (draft.kind === 'text') return draft.text === fileText ? null : { kind: 'text', text: draft.text };
  if (draft.kind === 'form') {
    const changes = Object.entries(draft.values).filter(([name]) => !draft.leftOut.includes(name));
    return changes.length === 0 ? null : { kind: 'changes', changes: Object.fromEntries(changes) };
  }
  if (draft.request.kind === 'revert') return draft.request;
  const directives = draft.request.directives.filter((name) => !draft.leftOut.includes(name));
  return directives.length === 0 ? null : { ...draft.request, directives };
}
