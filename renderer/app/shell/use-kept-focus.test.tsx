import { act, screen, waitFor } from '@testing-library/react';
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

test('a control is disabled while it saves › has the focus again afterwards', async () => {
  let saved = (): void => undefined;
  function Saving() {
    const view = useRef<HTMLElement>(null);
    const [saving, setSaving] = useState(false);
    useKeptFocus(view);
    const save = () => {
      setSaving(true);
      saved = () => setSaving(false);
    };
    return (
      <main ref={view}>
        <button type="button" disabled={saving} onClick={save}>
          Save
        </button>
      </main>
    );
  }
  const { user } = showAt('/', { path: '/', component: Saving });
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Save' });
  await user.tab();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(button.disabled).toBe(true));
  // A browser does this to a focused control that is disabled.
  button.blur();
  act(() => saved());
  expect(button.disabled).toBe(false);
  await waitFor(() => expect(document.activeElement).toBe(button));
});
