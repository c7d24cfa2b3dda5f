import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TlsPlan, TlsState } from '../../../../shared/contract/tls.ts';
import { core, ended } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { TlsLine } from '../page/tls-line.tsx';
import * as tlsWords from '../words/tls.ts';
import { TlsDialog } from './tls-dialog.tsx';
import { tlsDialog } from './tls-dialog-state.ts';

const off: TlsState = {
  ...{ id: 'main', runtime: PROGRAMS, enabled: false, plainPort: 6380, tlsPort: null, clientCertificates: 'required' },
  ...{ isOwn: false, certificate: null, problem: null, files: { ca: null, cert: null, key: null } },
};
const certificate = {
  ...{ subject: 'localhost', issuer: 'authority', names: ['localhost'], fingerprint: 'aa' },
  ...{ validFrom: '2026-11-01T00:00:00.000Z', expiresAt: '2027-11-01T00:00:00.000Z' },
};
const on: TlsState = { ...off, enabled: true, plainPort: null, tlsPort: 6380, isOwn: true, certificate };
const plan = (part: Partial<TlsPlan>): TlsPlan => ({
  ...{ issues: true, plainPort: null, tlsPort: 6380 },
  settings: {
    ...{ id: 'main', hash: 'h', risks: [], restart: true, recreate: false, safetyBackup: false, evicts: null },
    ...{ steps: [], before: '', after: '', diff: '', triedBy: null, access: null },
    changes: [{ directive: 'port', title: 'Port', from: '6380', to: '0', how: 'restart', note: '' }],
  },
  ...part,
});

beforeEach(() => core.reply({ tls: { state: () => off, plan: () => plan({}) } }));
afterEach(() => act(() => tlsDialog.set(null)));

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
async function open() {
  const shown = show(<TlsDialog />);
  act(() => tlsDialog.set('main'));
  return { ...shown, dialog: await screen.findByRole('dialog') };
}

test('tls dialog › a server without TLS › closes the plain port, says the outcome, and applies it', async () => {
  const { user, dialog } = await open();
  await waitFor(() => expect(dialog.textContent).toContain(tlsWords.afterwards(6380, null)));
  expect(dialog.textContent).toContain(tlsWords.restartsOnce);
  expect(dialog.textContent).toContain('--action tls --enable yes --plain-port close --client-certificates no');
  core.reply({ tls: { apply: () => ended({ kind: 'tls', result: { entry: null } } as never) } });
  await user.click(screen.getByRole('button', { name: tlsWords.setUp }));
  const request = { enable: true, plainPort: 'close', clientCertificates: false };
  await waitFor(() => expect(inputs('tls.apply')).toEqual([{ id: 'main', request, confirmed: true }]));
});

test('tls dialog › a port beside the plain one › is checked while it is typed', async () => {
  const { user, dialog } = await open();
  await user.click(await screen.findByText(tlsWords.keep));
  await user.type(screen.getByLabelText(tlsWords.tlsPort), '70000');
  expect(dialog.textContent).toContain(tlsWords.portFrom1);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: tlsWords.setUp }).disabled).toBe(true);
  await user.clear(screen.getByLabelText(tlsWords.tlsPort));
  await user.type(screen.getByLabelText(tlsWords.tlsPort), '7000');
  await waitFor(() =>
    expect(inputs('tls.plan').at(-1)).toMatchObject({ request: { plainPort: 'keep', tlsPort: 7000 } }),
  );
});

test('tls dialog › TLS is on › can be switched off; a refused plan is shown', async () => {
  core.reply({
    tls: {
      state: () => on,
      plan: () => {
        throw new Error('Port 7000 is taken.');
      },
    },
  });
  const { user } = await open();
  await user.click(await screen.findByText(tlsWords.off));
  expect(await screen.findByRole('button', { name: tlsWords.switchOff })).toHaveProperty('disabled', true);
  expect(await screen.findByRole('status')).toBeTruthy();
});

test('tls line › on, off, and about to expire › says so', async () => {
  show(<TlsLine instance={someStatus('main')} />);
  expect(await screen.findByText(tlsWords.stateOff)).toBeTruthy();
  const problem = { code: 'expires-soon', message: 'The certificate expires in 3 days.' } as const;
  core.reply({ tls: { state: () => ({ ...on, problem }) } });
  show(<TlsLine instance={someStatus('acme')} />);
  expect(await screen.findByText(tlsWords.stateOn(6380, '2027-11-01'))).toBeTruthy();
  expect(await screen.findByText(problem.message)).toBeTruthy();
});
