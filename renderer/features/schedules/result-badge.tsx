import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconLoader2,
} from '@tabler/icons-react';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { Badge } from '../../components/feedback/badge.tsx';

interface ResultBadgeProps {
  readonly schedule: ScheduleState;
  readonly running: boolean;
}

/** The result of the last run. */
export function ResultBadge({ schedule: { lastRun }, running }: ResultBadgeProps) {
  if (running) return <Badge icon={IconLoader2} label="Running" look="information" title="Started manually." />;
  if (lastRun === null) return <Badge icon={IconCircleDashed} label="Not run yet" look="fact" />;
  if (!lastRun.ok) return <Badge icon={IconAlertTriangle} label="Failed" look="bad" title={lastRun.message} />;
  if (lastRun.missed) {
    const title = `${lastRun.message} The app was closed at the scheduled time, so this run started late.`;
    return <Badge icon={IconClockExclamation} label="Ran late" look="fact" title={title} />;
  }
  return <Badge icon={IconCircleCheck} label="Done" look="good" title={lastRun.message} />;
}
