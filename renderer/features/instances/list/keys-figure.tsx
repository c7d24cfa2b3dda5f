import { Tooltip } from '@mantine/core';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../lib/counted.ts';
import { count, exactTime } from '../../../lib/format.ts';
import { keysOf } from '../model/totals.ts';
import * as listWords from '../words/list.ts';
import classes from './columns.module.css';

/** The number of keys; for an unresponsive server the last known number, marked as such. */
export function KeysFigure({ instance }: { readonly instance: InstanceStatus }) {
  const { lastKnownKeys } = instance;
  if (lastKnownKeys === null) return count(keysOf(instance));
  const label = listWords.countAtLastResponse(counted(lastKnownKeys.count, 'key'), exactTime(lastKnownKeys.at));
  return (
    <Tooltip label={label}>
      <span className={classes.lastKnown} role="img" aria-label={label}>
        {count(lastKnownKeys.count)}
      </span>
    </Tooltip>
  );
}
