import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useStore } from '../lib/store.ts';
import { useReturnedFocus } from '../lib/use-returned-focus.ts';
import type { EntrySource } from './entry.ts';
import classes from './palette.module.css';
import { PaletteBody } from './palette-body.tsx';
import { paletteOpened } from './palette-store.ts';
import * as commandWords from './words.ts';

/** Finds instances, backups, settings, views and commands by name and opens them. */
export function Palette({ entriesOf }: { readonly entriesOf: EntrySource }) {
  const opened = useStore(paletteOpened);
  // A new key resets the field even if the palette reopens while it fades out.
  const [opening, setOpening] = useState({ opened, number: 0 });
  if (opening.opened !== opened) setOpening({ opened, number: opening.number + (opened ? 1 : 0) });
  useReturnedFocus(opened);
  return (
    <Modal
      opened={opened}
      onClose={() => paletteOpened.set(false)}
      withCloseButton={false}
      returnFocus={false}
      centered={false}
      size={720}
      padding={0}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': commandWords.search } }}
      transitionProps={{ duration: 80 }}
      classNames={{ body: classes.palette ?? '', content: classes.content ?? '' }}
    >
      <PaletteBody key={opening.number} entriesOf={entriesOf} onClose={() => paletteOpened.set(false)} />
    </Modal>
  );
}
