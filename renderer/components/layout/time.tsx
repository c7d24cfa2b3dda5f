import { Tooltip } from '@mantine/core';
import { fullTime, relativeTime, UNKNOWN } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';

interface TimeProps {
  readonly at: string | null | undefined;
}

/** How long ago it was, and exactly when on hover and focus. It keeps up with the clock. */
export function Time({ at }: TimeProps) {
  const now = useNow();
  if (!at) return <span>{UNKNOWN}</span>;
  return (
    <Tooltip label={fullTime(at)}>
      <time dateTime={at}>{relativeTime(at, now)}</time>
    </Tooltip>
  );
}
