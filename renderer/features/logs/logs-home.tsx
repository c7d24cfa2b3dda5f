import { IconFileOff } from '@tabler/icons-react';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../instances/list/first-instance.tsx';
import * as logsWords from './words.ts';

/** The route without an instance: redirects to main or the first instance. */
export function LogsHome() {
  return (
    <FirstInstance
      to="/logs"
      title={logsWords.logs}
      icon={IconFileOff}
      text={logsWords.logsAppearAfterTheFirstStart}
      reading={<SkeletonRows rows={16} rowHeight={20} widths={[150, 60, 0]} />}
    />
  );
}
