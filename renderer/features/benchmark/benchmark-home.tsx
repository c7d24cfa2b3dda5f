import { IconGauge } from '@tabler/icons-react';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { FirstInstance } from '../instances/list/first-instance.tsx';
import * as words from './words.ts';

/** The route without an instance: redirects to main or the first instance. */
export function BenchmarkHome() {
  return (
    <FirstInstance
      to="/benchmark"
      title={words.benchmark}
      icon={IconGauge}
      text={words.installAnInstance}
      reading={<SkeletonRows rows={10} widths={[140, 260, 120]} />}
    />
  );
}
