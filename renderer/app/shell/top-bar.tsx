import { ActionIcon, Tooltip, UnstyledButton, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { chooseTheme } from '../../client/preferences.ts';
import { Keys } from '../../commands/keys.tsx';
import { paletteOpened } from '../../commands/palette-store.ts';
import { AlertBell } from '../../features/alerts/alert-bell.tsx';
import * as appWords from '../words.ts';
import { InstancePicker } from './instance-picker.tsx';
import { Logo } from './logo.tsx';
import classes from './top-bar.module.css';

/** The instance picker, the command search, alerts and the colour scheme. */
export function TopBar() {
  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <Logo />
        <span className={classes.name}>{appWords.vrooliRedis}</span>
      </div>
      <InstancePicker />
      <UnstyledButton className={classes.search ?? ''} onClick={() => paletteOpened.set(true)}>
        <IconSearch size={14} aria-hidden="true" />
        <span className={classes.searchWord}>{appWords.searchOrRunACommand}</span>
        <Keys shortcut="mod+k" />
      </UnstyledButton>
      <div className={classes.end}>
        <AlertBell />
        <ColourToggle />
      </div>
    </header>
  );
}

function ColourToggle() {
  const shown = useComputedColorScheme();
  const label = shown === 'dark' ? appWords.lightColoursToUse : appWords.darkColoursToUse;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => chooseTheme(shown === 'dark' ? 'light' : 'dark')}
      >
        {shown === 'dark' ? <IconMoon size={16} /> : <IconSun size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
