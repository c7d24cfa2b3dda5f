import type { KeyVersion } from '../../../shared/contract/key-history.ts';
import { exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import classes from './history-page.module.css';
import * as historyWords from './words.ts';

/** The width of the shortest bar, in percent. */
const MIN_WIDTH = 0.8;
/** The width below which a label does not fit into its bar, in percent. */
const NARROW = 8;

/** The versions over time: a bar for each, a mark for each backup. */
export function Timeline({
  versions,
  notes,
}: {
  readonly versions: readonly KeyVersion[];
  readonly notes: readonly string[];
}) {
  const now = useNow();
  const sightings = versions.flatMap(({ seen }) => seen);
  const times = sightings.map(({ at }) => Date.parse(at));
  const first = Math.min(...times);
  const span = Math.max(1, Math.max(...times) - first);
  const percent = (at: string | undefined) => (96 * (Date.parse(at ?? '') - first)) / span;
  return (
    <section className={classes.timeline} aria-label={historyWords.timeline}>
      <p className={classes.about}>
        <span>{historyWords.aBarCovers}</span>
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </p>
      <div className={classes.track}>
        {versions.map(({ number, seen }) => {
          const from = percent(seen[0]?.at);
          const width = Math.max(MIN_WIDTH, percent(seen.at(-1)?.at) - from);
          const title = number === null ? historyWords.absent : historyWords.versionNumber(number);
          return (
            <span
              key={`${number} ${seen[0]?.at}`}
              className={classes.bar}
              data-absent={number === null || undefined}
              data-narrow={width >= NARROW ? undefined : from > 50 ? 'late' : 'early'}
              style={{ left: `${from}%`, width: `${width}%` }}
              title={title}
            >
              <span>{title}</span>
            </span>
          );
        })}
      </div>
      <div className={classes.marks}>
        {sightings.map(({ backup, at }) => (
          <span
            key={`${backup} ${at}`}
            className={classes.mark}
            data-live={backup === null || undefined}
            style={{ left: `${percent(at)}%` }}
            title={`${backup ?? historyWords.live} · ${exactTime(at, now)}`}
          />
        ))}
      </div>
    </section>
  );
}
