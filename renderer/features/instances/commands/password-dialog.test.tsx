import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { PasswordList } from '../../../../shared/contract/password.ts';
import { keptPlaces } from '../../../../shared/password-words.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import * as commandsWords from '../words/commands.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { passwordDialog } from './password-dialog-state.ts';

const kept: PasswordList = { keptIn: 'keychain', backend: 'gnome_libsecret', problem: null, items: [] };
const notKept: PasswordList = { keptIn: 'session', backend: 'basic_text', problem: 'unprotected', items: [] };

afterEach(() => act(() => passwordDialog.set(null)));

async function open(list: PasswordList) {
  core.reply({
    passwords: {
      list: () => list,
      enter: ({ id, password }) => {
        if (password !== 'right') throw failure('BAD_VALUE', 'Not accepted.', { field: 'password', expected: '' });
        return { ...list, items: [{ id, keptIn: list.keptIn, problem: null }] };
      },
    },
  });
  const shown = show(<PasswordDialog />);
  act(() => passwordDialog.set('main'));
  return { ...shown, dialog: await screen.findByRole('dialog') };
}

test('password dialog › wrong, then right › the reason, then closed', async () => {
  const { user, dialog } = await open(kept);
  await waitFor(() => expect(dialog.textContent).toContain(commandsWords.itWillBeKept(keptPlaces.keychain)));
  const button = screen.getByRole<HTMLButtonElement>('button', { name: commandsWords.usePassword });
  expect(button.disabled).toBe(true);
  const field = screen.getByLabelText<HTMLInputElement>(commandsWords.password);
  await user.type(field, 'wrong{Enter}');
  await screen.findByText('Not accepted.');
  await user.clear(field);
  await user.type(field, 'right{Enter}');
  await waitFor(() => expect(passwordDialog.get()).toBeNull());
});

test('password dialog › basic_text › says that the password is not kept, and why', async () => {
  const { dialog } = await open(notKept);
  await waitFor(() => expect(dialog.textContent).toContain('basic_text'));
  expect(dialog.textContent).toContain(commandsWords.orAFile);
});
