import { screen, waitFor } from '@testing-library/react';
import { useRef, useState } from 'react';
import { expect, test } from 'vitest';
import { showAt } from '../../../test/support/components/show-at.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

function Shell() {
  const view = useRef<HTMLElement>(null);
  const [installed, setInstalled] = useState(false);
  useKeptFocus(view);
  return (
    <main ref={view} tabIndex={-1}>
      <p>A text</p>
      {installed ? (
        'Installed'
      ) : (
        <button type="button" onClick={() => setInstalled(true)}>
          Install
        </button>
      )}
    </main>
  );
}

test('an operation replaces the focused button › the view has the focus, not the body', async () => {
  const { user } = showAt('/', { path: '/', component: Shell });
  const button = await screen.findByRole('button', { name: 'Install' });
  await user.tab();
  expect(document.activeElement).toBe(button);
  await user.keyboard('{Enter}');
  await screen.findByText(/Installed/);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
});

test('a click beside all controls › the focus stays where the person put it', async () => {
  const { user } = showAt('/', { path: '/', component: Shell });
  const button = await screen.findByRole('button', { name: 'Install' });
  await user.tab();
  button.blur();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(document.activeElement).toBe(document.body);
});
