import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { reconnectNow, useConnection } from '../../client/api.ts';
import { Banner } from '../../components/feedback/banner.tsx';
import { duration } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import * as appWords from '../words.ts';

/** A shorter interruption shows no banner. */
const GRACE_MS = 1000;

/** Shows since when the app is disconnected. The view below keeps the last values. */
export function DisconnectedBanner() {
  const { state, since } = useConnection();
  return state === 'connected' ? null : <Away since={since} />;
}

function Away({ since }: { readonly since: number }) {
  const away = useNow() - since;
  if (away < GRACE_MS) return null;
  return (
    <Banner
      icon={IconPlugConnectedX}
      tone="attention"
      role="alert"
      actions={
        <Button variant="default" size="compact-xs" onClick={reconnectNow}>
          {appWords.tryNow}
        </Button>
      }
    >
      <strong>{appWords.connectionToTheAppLost}</strong>
      {appWords.reconnectingSince(duration(away / 1000), advice())}
    </Banner>
  );
}

function advice(): string {
  if (window.vrooliDesktop === true) return appWords.ifThatDoesNotHelpRestart;
  return appWords.ifYouQuitIt;
}
