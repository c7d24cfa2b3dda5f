import { IconDatabaseOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { NoInstance } from '../instances/list/no-instance.tsx';
import * as summaryWords from './words.ts';

interface ShownInstanceProps {
  readonly id: string;
  /** The page, once the state of the instance is known. */
  readonly children: (instance: InstanceStatus, at: string | null, stale: boolean) => ReactNode;
}

/** The page of an instance, or why there is none. */
export function ShownInstance({ id, children }: ShownInstanceProps) {
  const { at, items, stale } = useLiveStatuses();
  if (items === undefined) {
    return (
      <>
        <PageHead title={id} subtitle={summaryWords.reading} />
        <SkeletonRows rows={10} widths={[140, 220, 120]} />
      </>
    );
  }
  const instance = items.find((item) => item.id === id);
  if (instance) return children(instance, at, stale);
  return (
    <NoInstance
      wholePage
      id={id}
      icon={IconDatabaseOff}
      text={id === MAIN ? summaryWords.installItInOneClickData : summaryWords.mayHaveBeenDeleted}
    />
  );
}
