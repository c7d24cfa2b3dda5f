import { Modal } from '@mantine/core';
import { useStore } from '../store.ts';
import classes from './palette.module.css';
import { PaletteBody } from './palette-body.tsx';
import { paletteOpened } from './palette-store.ts';

/** Instances, backups, settings, views and commands by their names: one field to find and open any of them. */
export function Palette() {
  const opened = useStore(paletteOpened);
  return (
    <Modal
      opened={opened}
      onClose={() => paletteOpened.set(false)}
      withCloseButton={false}
      centered={false}
      size={720}
      padding={0}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Search' } }}
      transitionProps={{ duration: 80 }}
      classNames={{ body: classes.palette ?? '', content: classes.content ?? '' }}
    >
      <PaletteBody onClose={() => paletteOpened.set(false)} />
    </Modal>
  );
}
