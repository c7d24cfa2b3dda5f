import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { go } from '../../lib/navigate.ts';

/** For an address that no view has, such as one of an older version. */
export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      wholePage
      title="There is no such view"
      text="The link may come from another version."
      actions={<Button onClick={() => go('/')}>Go to instances</Button>}
    />
  );
}
