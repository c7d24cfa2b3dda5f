import type { HistoryEntry } from '../../../../shared/contract/settings.ts';
import { exactTime } from '../../../lib/format.ts';
import { setDraft } from '../model/draft.ts';
import * as planWords from '../words/plan.ts';

/** Plans the revert of an applied change. The settings page of the instance shows the plan. */
export function planRevert({ id, at, instance }: HistoryEntry): void {
  setDraft(instance, {
    kind: 'ready',
    request: { kind: 'revert', entry: id },
    about: planWords.revertingTheChangeOfAt(exactTime(at)),
    leftOut: [],
  });
}
