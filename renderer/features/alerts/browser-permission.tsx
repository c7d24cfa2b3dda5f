import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useStore } from '../../lib/store.ts';
import { askPermission, permission } from './browser-notices.ts';
import * as alertsWords from './words.ts';

/** Asks for notification permission in a browser that has not decided yet. */
export function BrowserPermission() {
  if (useStore(permission) !== 'default') return null;
  return (
    <Button variant="subtle" leftSection={<IconBellRinging size={14} />} onClick={() => void askPermission()}>
      {alertsWords.allowBrowserNotifications}
    </Button>
  );
}
