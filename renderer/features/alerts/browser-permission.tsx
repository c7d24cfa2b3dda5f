import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useStore } from '../../lib/store.ts';
import { askPermission, permission } from './browser-notices.ts';

/** The way to notifications in a browser that has not been asked yet. */
export function BrowserPermission() {
  if (useStore(permission) !== 'default') return null;
  return (
    <Button variant="subtle" leftSection={<IconBellRinging size={14} />} onClick={() => void askPermission()}>
      Let this browser notify
    </Button>
  );
}
