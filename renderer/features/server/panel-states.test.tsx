import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { AT, none, open } from '../../../test/support/components/server-panels.tsx';
import * as aclWords from './words/acl.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('states of a panel', () => {
  test('a failure › the panel shows it instead of a toast, and Try again reads the report', async () => {
    let isBroken = true;
    core.reply({
      server: {
        acl() {
          if (isBroken) throw failure('COMMAND_UNAVAILABLE', 'main refuses ACL LIST', { command: 'ACL LIST' });
          return { id: 'main', at: AT, ownUser: null, users: none, userCount: 0, log: none };
        },
      },
    });
    const { user } = open('acl');
    expect((await screen.findAllByRole('alert')).map(({ textContent }) => textContent).join()).toContain(
      'main refuses ACL LIST',
    );
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(aclWords.passwordsStay)).toBeTruthy();
    await act(async () => undefined);
  });
});
