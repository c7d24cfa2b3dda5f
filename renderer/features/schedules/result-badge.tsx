import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconLoader2,
} from '@tabler/icons-react';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { Badge } from '../../components/feedback/badge.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import * as schedulesWords from './words.ts';

interface ResultBadgeProps {
  readonly schedule: ScheduleState;
  readonly running: boolean;
}

/** The result of the last run. */
export function ResultBadge({ schedule: { lastRun }, running }: ResultBadgeProps) {
  if (running)
    return (
      <Badge
        icon={IconLoader2}
        label={schedulesWords.running}
        tone="information"
        title={schedulesWords.startedManually}
      />
    );
  if (lastRun === null) return <Badge icon={IconCircleDashed} label={schedulesWords.notRunYet} tone="fact" />;
  if (!lastRun.ok)
    return (
      <Badge icon={IconAlertTriangle} label={schedulesWords.failed} tone="bad" title={coreDetail(lastRun.message)} />
    );
  if (lastRun.missed) {
    const title = schedulesWords.startedLate(coreDetail(lastRun.message));
    return <Badge icon={IconClockExclamation} label={schedulesWords.ranLate} tone="fact" title={title} />;
  }
  return <Badge icon={IconCircleCheck} label={schedulesWords.done} tone="good" title={coreDetail(lastRun.message)} />;
}
