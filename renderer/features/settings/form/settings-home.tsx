import { IconAdjustmentsOff } from '@tabler/icons-react';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../../instances/list/first-instance.tsx';
import * as formWords from '../words/form.ts';

/** Without an instance in the URL: settings of main or of the first instance. */
export function SettingsHome() {
  return (
    <FirstInstance
      to="/settings"
      title={formWords.settings}
      icon={IconAdjustmentsOff}
      text={formWords.installToEdit}
      reading={<SkeletonRows rows={12} rowHeight={46} widths={[150, 120, 0, 90]} />}
    />
  );
}
