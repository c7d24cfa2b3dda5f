import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { queryClient } from '../../../renderer/client/query-client.ts';
import { theme } from '../../../renderer/theme/theme.ts';

/** Shows a component as the app does, without transitions. */
export function show(element: ReactElement): RenderResult & { readonly user: UserEvent } {
  queryClient.clear();
  const inApp = (inner: ReactElement) => (
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queryClient}>
        <Notifications />
        {inner}
      </QueryClientProvider>
    </MantineProvider>
  );
  const shown = render(inApp(element));
  return {
    ...shown,
    rerender: (next) => shown.rerender(inApp(next as ReactElement)),
    user: userEvent.setup({ delay: null, pointerEventsCheck: 0 }),
  };
}

/** Fills a field by one paste. Typing each character takes most of the time of a test. */
export async function fill(user: UserEvent, field: HTMLElement, text: string): Promise<void> {
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}
