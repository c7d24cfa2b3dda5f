import { Kbd } from '@mantine/core';
import { counted } from '../../shared/format/count.ts';
import keys from './keys.module.css';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';

/** Explains the keys of the palette. @param found the number of matches of all kinds */
export function PaletteFoot({ found }: { readonly found: number }) {
  return (
    <div className={classes.foot}>
      <Keys shortcut="enter" /> open
      <Keys shortcut="mod+enter" /> copy CLI command
      <Sign sign=">" /> commands
      <Sign sign="@" /> instances
      <Sign sign="→" /> one kind
      <span className={classes.count} aria-live="polite">
        {counted(found, 'result')}
      </span>
    </div>
  );
}

function Sign({ sign }: { readonly sign: string }) {
  return (
    <span className={keys.keys}>
      <Kbd className={keys.cap ?? ''}>{sign}</Kbd>
    </span>
  );
}
