import { Button } from '@mantine/core';
import { type Icon, IconArchive, IconCommand, IconKey, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAppInfo } from '../../client/app-info.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { preferenceNow, savePreferences, usePreferenceList } from '../../client/preferences.ts';
import { paletteOpened } from '../../commands/palette-store.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useStore } from '../../lib/store.ts';
import { justInstalled } from '../instances/page/just-installed.tsx';
import classes from './tour.module.css';
import * as summaryWords from './words.ts';

interface Card {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly open: () => void;
}

const cards: readonly Card[] = [
  {
    ...{ icon: IconArchive, title: summaryWords.tourBackups, text: summaryWords.tourBackupsText },
    ...{ action: summaryWords.tourOpenBackups, open: () => navigateTo('/backups') },
  },
  {
    ...{ icon: IconKey, title: summaryWords.tourKeys, text: summaryWords.tourKeysText },
    ...{ action: summaryWords.tourOpenKeys, open: () => navigateTo('/keys') },
  },
  {
    ...{ icon: IconCommand, title: summaryWords.tourCommands, text: summaryWords.tourCommandsText },
    ...{ action: summaryWords.tourOpenCommands, open: () => paletteOpened.set(true) },
  },
];

/** Three cards after the first installation, until they are dismissed: once for all clients of the home. */
export function Tour() {
  const { data } = usePreferenceList();
  const info = useAppInfo();
  const installed = useStore(justInstalled);
  const [wanted, setWanted] = useState(installed);
  useEffect(() => {
    if (installed) setWanted(true);
  }, [installed]);
  const dismiss = useAppMutation({
    doing: summaryWords.tourDismiss,
    run: () => savePreferences({ 'seen-tour': true, ...(info && { 'seen-version': info.version }) }),
  });
  if (!wanted || !data || preferenceNow('seen-tour')) return null;
  return (
    <section className={classes.tour} aria-label={summaryWords.tour}>
      <header>
        <h2>{summaryWords.tour}</h2>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconX size={14} />}
          onClick={() => dismiss.mutate()}
        >
          {summaryWords.tourDismiss}
        </Button>
      </header>
      <ul>
        {cards.map(({ icon: CardIcon, title, text, action, open }) => (
          <li key={title}>
            <CardIcon size={16} aria-hidden="true" />
            <strong>{title}</strong>
            <p>{text}</p>
            <Button variant="default" size="compact-sm" onClick={open}>
              {action}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
