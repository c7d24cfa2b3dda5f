import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import * as appWords from '../words.ts';

/** For a URL that matches no view, such as a link from an older version. */
export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      wholePage
      title={appWords.pageNotFound}
      text={appWords.theLinkMayComeFromAnother}
      actions={<Button onClick={() => navigateTo('/')}>{appWords.goToInstances}</Button>}
    />
  );
}
