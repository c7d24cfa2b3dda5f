import { Tooltip } from '@mantine/core';
import { exactTime, fullTime, relativeTime, UNKNOWN } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { useStore } from '../../lib/store.ts';
import { timeFormat } from '../../lib/time-format.ts';

interface TimeProps {
  readonly at: string | null | undefined;
}

/** A time in the preferred format: a relative one updates itself, and the tooltip shows the other. */
export function Time({ at }: TimeProps) {
  const now = useNow();
  const format = useStore(timeFormat);
  if (!at) return <span>{UNKNOWN}</span>;
  return (
    <Tooltip label={format === 'exact' ? `${relativeTime(at, now)} · ${fullTime(at)}` : fullTime(at)}>
      <time dateTime={at}>{format === 'exact' ? exactTime(at, now) : relativeTime(at, now)}</time>
    </Tooltip>
  );
}
