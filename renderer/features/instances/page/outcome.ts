import type { Operation } from '../../../../shared/contract/operations.ts';
import { stepTitle } from '../../../../shared/step-title.ts';
import { withRemedy } from '../../../client/remedy-words.ts';
import { elapsed, percent } from '../../../lib/format.ts';
import * as pageWords from '../words/page.ts';

/** The result or progress of an operation in one line. */
export function outcomeOf({ state, fraction, steps, error, startedAt, finishedAt, face }: Operation): string {
  const from = face === 'terminal' ? pageWords.fromATerminal : '';
  const took = finishedAt === null ? '' : pageWords.inElapsed(elapsed(Date.parse(finishedAt) - Date.parse(startedAt)));
  switch (state) {
    case 'running': {
      const step = steps.find((one) => one.state === 'running');
      return (
        [pageWords.running, fraction === null ? null : percent(fraction, 0), step && stepTitle(step)]
          .filter(Boolean)
          .join(' · ') + from
      );
    }
    case 'succeeded':
      return pageWords.doneTook(took) + from;
    case 'failed':
      return pageWords.failedTookMessage(took, error ? withRemedy(error.message, error.data) : pageWords.interrupted);
    case 'cancelled':
      return pageWords.cancelledTookRolledBack(took);
    default:
      return state satisfies never;
  }
}
