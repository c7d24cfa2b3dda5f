import { Outlet } from '@tanstack/react-router';
import { useRef } from 'react';
import { useInvalidations } from '../../client/live.ts';
import { useShortcuts } from '../../commands/use-shortcuts.ts';
import * as appWords from '../words.ts';
import classes from './app-shell.module.css';
import { DamagedFilesNotice } from './damaged-files-notice.tsx';
import { Dialogs } from './dialogs.tsx';
import { DisconnectedBanner } from './disconnected-banner.tsx';
import { Navigation } from './navigation.tsx';
import { RecoveredNotice } from './recovered-notice.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useAppliedPreferences } from './use-applied-preferences.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { WhatsNewNotice } from './whats-new-notice.tsx';

/** The frame around every view. */
export function AppShell() {
  useInvalidations();
  useShortcuts();
  useAppliedPreferences();
  const view = useRef<HTMLElement>(null);
  useKeptFocus(view);
  return (
    <div className={classes.shell}>
      {/* A button, because a link would change the hash, which is the route. */}
      <button type="button" className={classes.skip} onClick={() => view.current?.focus()}>
        {appWords.skipToMainContent}
      </button>
      <TopBar />
      <Navigation />
      <main className={classes.page} ref={view} tabIndex={-1}>
        <DisconnectedBanner />
        <RecoveredNotice />
        <DamagedFilesNotice />
        <WhatsNewNotice />
        <Outlet />
      </main>
      <StatusBar />
      <Dialogs />
    </div>
  );
}
