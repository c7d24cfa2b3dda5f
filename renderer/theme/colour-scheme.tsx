import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from '../lib/store.ts';
import { colourScheme } from './colour-scheme-store.ts';

/** Hands the chosen scheme to Mantine, which draws it and keeps it. */
export function ColourScheme(): null {
  const chosen = useStore(colourScheme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(chosen), [chosen, setColorScheme]);
  return null;
}
