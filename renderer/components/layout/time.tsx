import { Tooltip } from '@mantine/core';
import { fullTime, relativeTime, UNKNOWN } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';

interface TimeProps {
  readonly at: string | null | undefined;
}

/** A relative time that updates itself; the tooltip shows the exact time. */
export function Time({ at }: TimeProps) {
  const now = useNow();
  if (!at) return <span>{UNKNOWN}</span>;
  return (
    <Tooltip label={fullTime(at)}>
      <time dateTime={at}>{relativeTime(at, now)}</time>
    </Tooltip>
  );
}
