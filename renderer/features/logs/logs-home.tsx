import { IconFileOff } from '@tabler/icons-react';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../instances/list/first-instance.tsx';

/** Where no instance is named: main's log, or else of the first there is. */
export function LogsHome() {
  return (
    <FirstInstance
      to="/logs"
      title="Logs"
      icon={IconFileOff}
      text="Logs appear after the first start."
      reading={<SkeletonRows rows={16} rowHeight={20} widths={[150, 60, 0]} />}
    />
  );
}
