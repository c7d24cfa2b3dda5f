import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { reconnectNow, useConnection } from '../api.ts';
import { duration } from '../format.ts';
import { useNow } from '../now.ts';
import classes from './disconnected-banner.module.css';

/** What comes back within this time needs no banner, ms. */
const NOTHING_FOR_MS = 1000;

/** Says that the app's own program does not answer, and since when. The last figures stay below it. */
export function DisconnectedBanner() {
  const { state, since } = useConnection();
  return state === 'connected' ? null : <Away since={since} />;
}

function Away({ since }: { readonly since: number }) {
  const away = useNow() - since;
  if (away < NOTHING_FOR_MS) return null;
  return (
    <div className={classes.banner} role="alert">
      <IconPlugConnectedX size={16} aria-hidden="true" />
      <strong>The app’s program does not answer</strong>
      <span className={classes.rest}>
        for {duration(away / 1000)}. {whatToDo()} Your instances are not touched by this.
      </span>
      <Button variant="default" size="compact-xs" onClick={reconnectNow}>
        Try now
      </Button>
    </div>
  );
}

function whatToDo(): string {
  if (window.vrooliDesktop === true) return 'It is tried again; if that does not help, start the app anew.';
  return 'It is tried again; if it was ended, start it again and this page finds it.';
}
