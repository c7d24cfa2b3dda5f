import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import { useConnection } from '../../client/api.ts';
import { useOperations } from '../../client/operations.ts';
import { useWayBack } from './use-way-back.ts';
import * as activityWords from './words.ts';

interface EventUndoProps {
  readonly event: ActivityEvent;
  readonly onUndo?: () => void;
}

/** A button that undoes the event, while that is possible. */
export function EventUndo({ event, onUndo }: EventUndoProps) {
  const way = useWayBack(event);
  const connected = useConnection().state === 'connected';
  const busy = useOperations().some(({ state, instance }) => state === 'running' && instance === event.instance);
  if (!way) return null;
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<IconArrowBackUp size={14} />}
      aria-label={`${way.label} ${way.about}`}
      title={busy ? activityWords.anOperationOnInstanceIsRunning(event.instance) : undefined}
      disabled={!connected || busy}
      onClick={() => {
        way.run();
        onUndo?.();
      }}
    >
      {way.label}
    </Button>
  );
}
