import type { HistoryEntry } from '../../../../shared/contract/settings.ts';
import { exactTime } from '../../../lib/format.ts';
import { setDraft } from '../form/draft.ts';

/** Plans the way back from a change that was applied, for the settings of its instance to show. */
export function planRevert({ id, at, instance }: HistoryEntry): void {
  setDraft(instance, {
    kind: 'ready',
    wish: { kind: 'revert', entry: id },
    about: `the change of ${exactTime(at)} is taken back`,
    leftOut: [],
  });
}
