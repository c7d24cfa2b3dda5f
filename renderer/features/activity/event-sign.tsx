import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import classes from './activity-cells.module.css';
import { lookOf } from './event-style.ts';

/** What kind it is, in the colour of how bad it is; the words beside it say the same. */
export function EventSign({ event }: { readonly event: ActivityEvent }) {
  const { icon: Sign } = lookOf(event);
  return <Sign size={14} className={classes.sign} data-level={event.level} aria-hidden="true" />;
}
