import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { MAIN } from '../../../shared/contract/names.ts';
import { useLiveStatus } from '../../client/live.ts';
import { useOperations } from '../../client/operations.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import { FirstRunView } from './first-run-view.tsx';
import * as firstRunWords from './words.ts';

/** Installs main if tenants already exist. Without tenants, the list of instances shows the installation itself. */
export function InstallPage() {
  const main = useLiveStatus(MAIN);
  // main is in the list during its installation; keep showing the progress until it is finished.
  const installing = useOperations().some(({ kind, state }) => kind === 'install' && state === 'running');
  if (!main || installing) return <FirstRunView />;
  return (
    <EmptyState
      icon={IconCircleCheck}
      wholePage
      title={firstRunWords.mainIsInstalled}
      text={firstRunWords.thereIsOneMainInstanceCreate}
      actions={<Button onClick={() => navigateTo(`/instances/${MAIN}`)}>{firstRunWords.openMain}</Button>}
    />
  );
}
