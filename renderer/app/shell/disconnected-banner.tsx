import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { reconnectNow, useConnection } from '../../client/api.ts';
import { Banner } from '../../components/feedback/banner.tsx';
import { duration } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';

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
    <Banner
      icon={IconPlugConnectedX}
      tone="attention"
      role="alert"
      actions={
        <Button variant="default" size="compact-xs" onClick={reconnectNow}>
          Try now
        </Button>
      }
    >
      <strong>The app’s program does not answer</strong>
      for {duration(away / 1000)}. {whatToDo()} Your instances are not touched by this.
    </Banner>
  );
}

function whatToDo(): string {
  if (window.vrooliDesktop === true) return 'The app tries again. If that does not help, restart the app.';
  return 'It is tried again; if it was ended, start it again and this page finds it.';
}
