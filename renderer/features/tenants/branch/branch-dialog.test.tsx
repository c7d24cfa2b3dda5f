import { screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { someTenant } from '../../../../test/support/components/some-tenant.ts';
import { BranchBadge } from './branch-badge.tsx';
import { BranchDialog } from './branch-dialog.tsx';
import { type BranchRequest, branchAsked } from './branch-dialog-state.ts';
import { extendBranch, keepBranch } from './extend.ts';

afterEach(() => {
  act(() => branchAsked.set(null));
});

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

const check = (id: string) => ({
  ...{ valid: true, free: id !== 'taken', reason: id === 'taken' ? 'A tenant with this id already exists.' : null },
  ...{ nextPort: 6383, container: `vrooli-client-${id}`, network: `vrooli-${id}-network`, folder: `~/clients/${id}` },
});

async function ask(request: BranchRequest, tenants: Replies['tenants'] = {}) {
  core.reply({
    tenants: {
      ports: () => ({ start: 6381, end: 6399, free: [6383] }),
      checkId: ({ id }) => check(id),
      branch: ({ id }) => ended({ kind: 'branch', instance: id, result: someTenant(id) }),
      ...tenants,
    },
  });
  const shown = show(<BranchDialog />);
  act(() => branchAsked.set(request));
  const dialog = await screen.findByRole('dialog');
  const id = within(dialog).getByRole('textbox', { name: 'Tenant id' });
  const create = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Create branch' });
  return { ...shown, dialog, id, create };
}

describe('new branch', () => {
  test('of an instance › says what is copied, and what is not', async () => {
    const { dialog, create } = await ask({ from: 'main', backup: null });
    expect(dialog.textContent).toContain('Branch from main');
    expect(dialog.textContent).toContain('Users and replication are not copied.');
    expect(create.disabled).toBe(true);
  });

  test('a free id › created for a day, then its page opens', async () => {
    const { user, id, create } = await ask({ from: 'main', backup: null });
    await fill(user, id, 'try');
    await waitFor(() => expect(create.disabled).toBe(false));
    await user.click(create);
    await waitFor(() => expect(window.location.hash).toBe('#/instances/try'));
    expect(inputs('tenants.branch')).toEqual([{ id: 'try', from: 'main', expiresInSeconds: 86_400 }]);
  });

  test('of a backup, kept permanently › both are part of the request and of the terminal line', async () => {
    const { user, dialog, id, create } = await ask({ from: 'acme', backup: 'nightly' });
    expect(dialog.textContent).toContain('Branch from nightly');
    await fill(user, id, 'try');
    await user.click(within(dialog).getByRole('combobox', { name: 'Expires after' }));
    await user.click(await screen.findByRole('option', { name: 'Never: keep it permanently' }));
    expect(dialog.textContent).toMatch(/--from acme\/nightly --expires none/);
    await waitFor(() => expect(create.disabled).toBe(false));
    await user.click(create);
    await waitFor(() =>
      expect(inputs('tenants.branch')).toEqual([
        { id: 'try', from: 'acme', backup: 'nightly', expiresInSeconds: null },
      ]),
    );
  });

  test.each([
    ['taken', 'A tenant with this id already exists.'],
    ['Try It', 'Only lower-case letters a–z, digits and hyphens.'],
  ])('the id %j › the reason, and nothing can be created', async (name, reason) => {
    const { user, dialog, id, create } = await ask({ from: 'main', backup: null });
    await fill(user, id, name);
    await waitFor(() => expect(dialog.textContent).toContain(reason));
    expect(create.disabled).toBe(true);
  });

  test('it fails › the dialog stays with the reason', async () => {
    const { user, dialog, id, create } = await ask(
      { from: 'main', backup: null },
      {
        branch: () => {
          throw failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
        },
      },
    );
    await fill(user, id, 'try');
    await waitFor(() => expect(create.disabled).toBe(false));
    await user.click(create);
    await waitFor(() => expect(dialog.textContent).toContain('main is not running.'));
    expect(window.location.hash).toBe('');
  });

  test('opened for another origin › begins without the earlier id', async () => {
    const { user, dialog, id } = await ask({ from: 'main', backup: null });
    await fill(user, id, 'try');
    act(() => branchAsked.set({ from: 'acme', backup: null }));
    await waitFor(() => expect(dialog.textContent).toContain('Branch from acme'));
    expect((id as HTMLInputElement).value).toBe('');
  });
});

describe('branch › badge', () => {
  const at = '2026-11-20T10:00:00.000Z';
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const badge = (expiresAt: string | null) => {
    show(<BranchBadge branch={{ from: 'main', of: null, at, expiresAt }} />);
    const shown = document.querySelector<HTMLElement>('[data-tone]');
    return { text: shown?.textContent, tone: shown?.dataset['tone'], title: shown?.title };
  };

  test('kept permanently › its origin only', () => {
    expect(badge(null)).toMatchObject({
      text: 'Branch',
      tone: 'fact',
      title: expect.stringMatching(/^Branch of main, /),
    });
  });

  test('hours left › the time; less than one › asks for attention', () => {
    expect(badge(inHours(20))).toMatchObject({ tone: 'fact', title: expect.stringContaining('Expires on') });
    document.body.innerHTML = '';
    expect(badge(inHours(0.5)).tone).toBe('attention');
  });

  test('past its time › says so, because it is deleted only when a client runs', () => {
    expect(badge(inHours(-1))).toMatchObject({ text: 'Expired', tone: 'attention' });
  });
});

describe('branch › expiry', () => {
  test('extended by a day, or kept › what happened is shown', async () => {
    core.reply({ tenants: { setExpiry: ({ id }) => someTenant(id) } });
    show(<i />);
    await act(() => extendBranch('try'));
    expect(await screen.findByText('try now expires in 24 h')).toBeTruthy();
    await act(() => keepBranch('try'));
    expect(await screen.findByText('try is kept permanently')).toBeTruthy();
    expect(inputs('tenants.setExpiry')).toEqual([
      { id: 'try', expiresInSeconds: 86_400 },
      { id: 'try', expiresInSeconds: null },
    ]);
  });

  test('the core refuses › the reason, and another try sends the same', async () => {
    let attempts = 0;
    core.reply({
      tenants: {
        setExpiry: ({ id }) => {
          attempts += 1;
          if (attempts > 1) return someTenant(id);
          throw failure('BAD_VALUE', 'try is not a branch.', {} as never);
        },
      },
    });
    const { user } = show(<i />);
    await act(() => extendBranch('try'));
    expect(await screen.findByText(/try is not a branch\./)).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('try now expires in 24 h')).toBeTruthy();
  });
});
