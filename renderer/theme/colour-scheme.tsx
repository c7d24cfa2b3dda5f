import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from '../lib/store.ts';
import { colourScheme } from './colour-scheme-store.ts';

/** Passes the chosen scheme to Mantine, which applies and stores it. */
export function ColourScheme(): null {
  const chosen = useStore(colourScheme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(chosen), [chosen, setColorScheme]);
  return null;
}
