import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '../theme/theme.css';
import './all-commands.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setNumberLocale } from '../../shared/format/number.ts';
import { startLive } from '../client/live.ts';
import { fetchLostStyles } from '../client/lost-files.ts';
import { queryClient } from '../client/query-client.ts';
import { startBrowserNotices } from '../features/alerts/browser-notices.ts';
import { language, locale } from '../lib/language.ts';
import { ColourScheme } from '../theme/colour-scheme.tsx';
import { colourSchemeManager } from '../theme/colour-scheme-store.ts';
import { cssVariables, theme } from '../theme/theme.ts';
import { startDesktopShell } from './desktop-shell.ts';
import { fetchViewsSoon } from './fetch-views.ts';
import { router } from './router.tsx';

document.documentElement.lang = language;
setNumberLocale(locale);
fetchLostStyles();
startLive();
startBrowserNotices();
fetchViewsSoon();
startDesktopShell();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colourSchemeManager}
    >
      <ColourScheme />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
