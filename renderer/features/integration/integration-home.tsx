import { IconPlugConnectedX } from '@tabler/icons-react';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../instances/list/first-instance.tsx';
import * as integrationWords from './words.ts';

/** The route without an instance: redirects to main or the first instance. */
export function IntegrationHome() {
  return (
    <FirstInstance
      to="/integration"
      title={integrationWords.integration}
      icon={IconPlugConnectedX}
      text={integrationWords.installForConnectionDetails}
      reading={<SkeletonRows rows={10} widths={[140, 260, 120]} />}
    />
  );
}
