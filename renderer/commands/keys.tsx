import { Kbd } from '@mantine/core';
import classes from './keys.module.css';
import { keyCaps } from './shortcut.ts';

/** Renders a shortcut as key caps. */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <span className={classes.keys}>
      {keyCaps(shortcut).map((cap) => (
        <Kbd key={cap} className={classes.cap ?? ''}>
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
