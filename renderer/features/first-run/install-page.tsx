import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { MAIN } from '../../../shared/contract/names.ts';
import { useLiveStatus } from '../../client/live.ts';
import { useOperations } from '../../client/operations.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { go } from '../../lib/navigate.ts';
import { FirstRunView } from './first-run-view.tsx';

/** The installation of main where there are tenants already; else the list of instances shows it by itself. */
export function InstallPage() {
  const main = useLiveStatus(MAIN);
  // While it is being made it is in the list already; the page that shows how it goes stays until it is there.
  const installing = useOperations().some(({ kind, state }) => kind === 'install' && state === 'running');
  if (!main || installing) return <FirstRunView />;
  return (
    <EmptyState
      icon={IconCircleCheck}
      wholePage
      title="main is installed"
      text="There is one main instance. Each client project gets an isolated tenant beside it."
      actions={<Button onClick={() => go(`/instances/${MAIN}`)}>Open main</Button>}
    />
  );
}
