import { IconAdjustmentsOff } from '@tabler/icons-react';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../../instances/list/first-instance.tsx';

/** Where no instance is named: main's settings, or else of the first there is. */
export function SettingsHome() {
  return (
    <FirstInstance
      to="/settings"
      title="Settings"
      icon={IconAdjustmentsOff}
      text="Install an instance to edit its redis.conf here."
      reading={<SkeletonRows rows={12} rowHeight={46} widths={[150, 120, 0, 90]} />}
    />
  );
}
