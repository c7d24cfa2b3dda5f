import { Kbd } from '@mantine/core';
import { counted } from '../lib/counted.ts';
import keys from './keys.module.css';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';
import * as commandWords from './words.ts';

/** Explains the keys of the palette. @param found the number of matches of all kinds */
export function PaletteFoot({ found }: { readonly found: number }) {
  return (
    <div className={classes.foot}>
      <Keys shortcut="enter" />
      {commandWords.open}
      <Keys shortcut="mod+enter" />
      {commandWords.copyCliCommand}
      <Sign sign=">" />
      {commandWords.commands}
      <Sign sign="@" />
      {commandWords.instances}
      <Sign sign="→" />
      {commandWords.oneKind}
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
