import { Link } from '@tanstack/react-router';
import { exactTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { endOf, shareOf, type TimeWindow } from '../model/time-window.ts';
import { pickedMoment } from '../model/view-state.ts';
import * as timeWords from '../words/time.ts';
import classes from './moment-offer.module.css';

/** The minimum length of a point, because samples are seconds apart. */
const MIN_MS = 10_000;
/** The longest time that the panel shows. */
const MAX_MS = 24 * 3600_000;
/** Beyond this share of the plot's width, the offer is to the left of its line. */
const RIGHT_HALF = 0.6;

interface MomentOfferProps {
  readonly id: string;
  readonly window: TimeWindow;
}

/** After a click on a point: the link to the commands, slow log and clients of that time. */
export function MomentOffer({ id, window }: MomentOfferProps) {
  const at = useStore(pickedMoment);
  if (at === null || at < window.from || at > endOf(window)) return null;
  const half = Math.min(MAX_MS, Math.max(MIN_MS, window.stepMs)) / 2;
  const search = { from: new Date(at - half).toISOString(), to: new Date(at + half).toISOString() };
  const share = shareOf(window, at);
  return (
    <div className={classes.over}>
      <span className={classes.place} data-left={share > RIGHT_HALF || undefined} style={{ left: `${share * 100}%` }}>
        <Link
          to="/instances/$id/$panel"
          params={{ id, panel: 'moment' }}
          search={search}
          className={classes.offer ?? ''}
          onKeyDown={(event) => event.key === 'Escape' && pickedMoment.set(null)}
        >
          {timeWords.whatRanAt(exactTime(at))}
        </Link>
      </span>
    </div>
  );
}
