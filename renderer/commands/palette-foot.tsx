import { Kbd } from '@mantine/core';
import { counted } from '../../shared/format/count.ts';
import keys from './keys.module.css';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';

/** The keys of the palette. @param found how many entries of any kind are found */
export function PaletteFoot({ found }: { readonly found: number }) {
  return (
    <div className={classes.foot}>
      <Keys shortcut="enter" /> open
      <Keys shortcut="mod+enter" /> copy terminal line
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
