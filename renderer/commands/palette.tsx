import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from '../lib/store.ts';
import type { EntrySource } from './entry.ts';
import classes from './palette.module.css';
import { PaletteBody } from './palette-body.tsx';
import { paletteOpened } from './palette-store.ts';
import * as commandWords from './words.ts';

/** Finds instances, backups, settings, views and commands by name and opens them. */
export function Palette({ entriesOf }: { readonly entriesOf: EntrySource }) {
  const opened = useStore(paletteOpened);
  // A new key resets the field even if the palette reopens while it fades out.
  const [opening, setOpening] = useState(() => ({ opened, number: 0, focused: document.activeElement }));
  if (opening.opened !== opened) {
    const number = opening.number + (opened ? 1 : 0);
    setOpening({ opened, number, focused: opened ? document.activeElement : opening.focused });
  }
  // The Modal cannot restore it: the palette is loaded on first use and mounts already open.
  const { focused } = opening;
  useEffect(() => {
    if (!opened) return;
    return () => {
      const current = document.activeElement;
      const dialog = current?.closest('[role="dialog"]');
      // A command may have moved the focus already.
      const isHere = current === document.body || dialog?.getAttribute('aria-label') === commandWords.search;
      if (isHere && focused instanceof HTMLElement) focused.focus();
    };
  }, [opened, focused]);
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
