import type { SchedulePreview } from '../../../shared/contract/schedule.ts';
import { useNow } from '../../lib/now.ts';
import { timeText } from '../../lib/time-format.ts';
import { runTimeWords } from './run-time-words.ts';
import classes from './schedule-drawer.module.css';
import * as schedulesWords from './words.ts';

/** Preview of the next runs while the form is edited. */
export function NextRuns({ preview }: { readonly preview: SchedulePreview | undefined }) {
  const now = useNow();
  const [first, ...more] = preview?.nextRuns ?? [];
  return (
    <section className={classes.preview} aria-label={schedulesWords.nextRuns} aria-live="polite">
      {first === undefined ? (
        <span className="text-3">
          {preview?.problem ? schedulesWords.thisScheduleWouldNeverRun : schedulesWords.calculatingTheNextRuns}
        </span>
      ) : (
        <>
          <strong>{schedulesWords.nextRunTimeWordsRelativeTime(runTimeWords(first, now), timeText(first, now))}</strong>
          <p className="hint">{schedulesWords.thenMore(more.map((at) => runTimeWords(at, now)).join(' · '))}</p>
        </>
      )}
    </section>
  );
}
