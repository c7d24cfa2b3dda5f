import { Tooltip } from '@mantine/core';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../../shared/format/count.ts';
import { count, exactTime } from '../../../lib/format.ts';
import classes from './columns.module.css';
import { keysOf } from './totals.ts';

/** The keys it holds; of one that does not answer those it held when it last did, marked as such. */
export function KeysFigure({ instance }: { readonly instance: InstanceStatus }) {
  const { lastKnownKeys } = instance;
  if (lastKnownKeys === null) return count(keysOf(instance));
  const label = `${counted(lastKnownKeys.count, 'key')} when it last answered, ${exactTime(lastKnownKeys.at)}`;
  return (
    <Tooltip label={label}>
      <span className={classes.lastKnown} role="img" aria-label={label}>
        {count(lastKnownKeys.count)}
      </span>
    </Tooltip>
  );
}
