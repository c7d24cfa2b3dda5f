import { Button, CloseButton } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useAppInfo } from '../../client/app-info.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { preferenceNow, savePreferences, usePreferenceList } from '../../client/preferences.ts';
import { Banner } from '../../components/feedback/banner.tsx';
import { navigateTo } from '../../lib/navigate.ts';
import * as appWords from '../words.ts';

/** Announces the changes once after an update. A first start has no version to compare with. */
export function WhatsNewNotice() {
  const info = useAppInfo();
  const { data } = usePreferenceList();
  const close = useAppMutation({
    doing: appWords.closeTheNotice,
    run: (version: string) => savePreferences({ 'seen-version': version }),
  });
  if (!info || !data) return null;
  const seen = preferenceNow('seen-version');
  if (seen === '' || seen === info.version) return null;
  return (
    <Banner
      icon={IconSparkles}
      tone="information"
      label={appWords.whatsNew}
      actions={
        <>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              close.mutate(info.version);
              navigateTo('/preferences/whats-new');
            }}
          >
            {appWords.whatsNew}
          </Button>
          <CloseButton size="sm" aria-label={appWords.closeThisNotice} onClick={() => close.mutate(info.version)} />
        </>
      }
    >
      <p>{appWords.updatedTo(info.version, seen)}</p>
    </Banner>
  );
}
