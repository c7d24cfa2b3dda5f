import { IconPlugConnectedX } from '@tabler/icons-react';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../instances/list/first-instance.tsx';

/** The route without an instance: redirects to main or the first instance. */
export function IntegrationHome() {
  return (
    <FirstInstance
      to="/integration"
      title="Integration"
      icon={IconPlugConnectedX}
      text="Install an instance to get its connection details."
      reading={<SkeletonRows rows={10} widths={[140, 260, 120]} />}
    />
  );
}
