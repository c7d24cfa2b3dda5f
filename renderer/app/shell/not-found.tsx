import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { go } from '../../lib/navigate.ts';

/** For a URL that matches no view, such as a link from an older version. */
export function NotFound() {
  return (
    <EmptyState
      icon={IconMapQuestion}
      wholePage
      title="Page not found"
      text="The link may come from another version."
      actions={<Button onClick={() => go('/')}>Go to instances</Button>}
    />
  );
}
