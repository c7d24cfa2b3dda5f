import { showDone } from '../../../client/toasts.tsx';
import * as settingsAlwaysWords from '../words/always.ts';
import { draftOf, setDraft, want } from './draft.ts';

/**
 * Adds values to the unapplied changes of an instance, for a plan that another view proposes. An edited text or a prepared
 * revert cannot take them: it is replaced, and Undo brings it back.
 * @param values by directive; null removes the directive from the file, undefined leaves it as it is
 */
export function planValues(id: string, values: Readonly<Record<string, string | null | undefined>>): void {
  const before = draftOf(id);
  if (before.kind !== 'form') {
    setDraft(id, { kind: 'form', values: {}, leftOut: [] });
    showDone(settingsAlwaysWords.otherChangesReplaced(id), settingsAlwaysWords.theyWereNotApplied, {
      label: settingsAlwaysWords.undo,
      run: () => setDraft(id, before),
    });
  }
  want(id, values);
}
