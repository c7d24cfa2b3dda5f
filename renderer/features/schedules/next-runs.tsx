import type { SchedulePreview } from '../../../shared/contract/schedule.ts';
import { relativeTime } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { runTimeWords } from './run-time-words.ts';
import classes from './schedule-drawer.module.css';

/** Preview of the next runs while the form is edited. */
export function NextRuns({ preview }: { readonly preview: SchedulePreview | undefined }) {
  const now = useNow();
  const [first, ...more] = preview?.nextRuns ?? [];
  return (
    <section className={classes.preview} aria-label="Next runs" aria-live="polite">
      {first === undefined ? (
        <span className="text-3">
          {preview?.problem ? 'This schedule would never run.' : 'Calculating the next runs…'}
        </span>
      ) : (
        <>
          <strong>
            Next: {runTimeWords(first, now)}, {relativeTime(first, now)}
          </strong>
          <p className="hint">then {more.map((at) => runTimeWords(at, now)).join(' · ')}</p>
        </>
      )}
    </section>
  );
}
