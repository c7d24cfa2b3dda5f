import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import classes from './activity-cells.module.css';
import { eventStyle } from './event-style.ts';

/** The icon of the kind, coloured by severity; the text next to it says the same. */
export function EventSign({ event }: { readonly event: ActivityEvent }) {
  const { icon: Sign } = eventStyle(event);
  return <Sign size={14} className={classes.sign} data-level={event.level} aria-hidden="true" />;
}
