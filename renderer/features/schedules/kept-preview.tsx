import type { SchedulePreview } from '../../../shared/contract/schedule.ts';
import { counted } from '../../lib/counted.ts';
import { useNow } from '../../lib/now.ts';
import { keptWords, LISTED } from './kept-words.ts';
import { runTimeWords } from './run-time-words.ts';
import classes from './schedule-drawer.module.css';
import * as schedulesWords from './words.ts';

/** The backups that this retention would keep if the schedule had always run, and the ones that the next run deletes. */
export function KeptPreview({ preview: { kept, goes: deleted } }: { readonly preview: SchedulePreview }) {
  const now = useNow();
  if (kept === null) return null;
  return (
    <section className={classes.preview} aria-label={schedulesWords.retentionPreview}>
      <strong>{keptWords(kept, now)}</strong>
      <KeptLine kept={kept} now={now} />
      <p className="hint">
        {kept
          .slice(0, LISTED)
          .map((at) => runTimeWords(at, now))
          .join(' · ')}
        {kept.length > LISTED && schedulesWords.andMore(kept.length - LISTED)}
      </p>
      {deleted.length > 0 && (
        <p className={classes.goes}>
          {schedulesWords.theNextRunDeletesCountedDeleted(
            counted(deleted.length, 'backup'),
            deleted
              .slice(0, LISTED)
              .map(({ name }) => name)
              .join(', '),
          )}
          {deleted.length > LISTED && schedulesWords.valueMore(deleted.length - LISTED)}.
        </p>
      )}
    </section>
  );
}

const WIDTH = 400;

/** One mark per backup on a logarithmic time axis, oldest on the left. */
function KeptLine({ kept, now }: { readonly kept: readonly string[]; readonly now: number }) {
  const ages = kept.map((at) => Math.max(60_000, now - Date.parse(at)));
  const maxLog = Math.log(Math.max(...ages, 120_000) / 60_000);
  return (
    <svg className={classes.line} viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="6" y2="6" className={classes.axis} />
      {ages.map((age) => {
        const x = (WIDTH - 4) * (1 - Math.log(age / 60_000) / maxLog) + 2;
        return <line key={age} x1={x} x2={x} y1="1" y2="11" className={classes.tick} />;
      })}
    </svg>
  );
}
