import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type { DrainPreview, TenantMoved } from '../../../../shared/contract/move.ts';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { DrainDialog } from './drain-dialog.tsx';

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2' },
  ...{ answeredInMs: 6, memoryBytes: null, processors: 4, tenants: 3 },
  ...change,
});

const machines = [
  machine('local'),
  machine('build-01'),
  machine('nuc', { state: 'unreachable' }),
  machine('secure', { address: 'tcp://secure:2376' }),
];

const preview: DrainPreview = {
  engine: 'build-01',
  moves: [{ id: 'acme', to: 'local', memoryBytes: 1024 }],
  left: [{ id: 'replica-1', reason: 'It is a replica.' }],
};

const moved = (id: string): TenantMoved => ({
  id,
  from: { engine: 'build-01', runtime: CONTAINERS, port: 7000 },
  to: { engine: 'local', runtime: CONTAINERS, port: 6381 },
  ...{ url: null, keys: 12, digest: 'a'.repeat(40), copiedBytes: 1000, durationMs: 900 },
  ...{ pausedMs: 1, safetyBackup: `${id}-20261120`, forwarder: null },
});

const drained = (left: DrainPreview['left'], ...ids: readonly string[]) =>
  ended({
    kind: 'drain-engine',
    instance: 'build-01',
    result: { engine: 'build-01', moved: ids.map(moved), left },
  } as const);

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

async function open(tenants: Replies['tenants'] = {}, list: readonly Machine[] = machines) {
  core.reply({
    engines: { machines: () => machines },
    tenants: { list: () => [], drainPreview: () => preview, ...tenants },
  });
  const onClose = vi.fn();
  const { user, rerender } = show(<DrainDialog name="build-01" machines={list} onClose={onClose} />);
  const close = () => rerender(<DrainDialog name={null} machines={list} onClose={onClose} />);
  const dialog = await screen.findByRole('dialog');
  const choose = async (name: string) => {
    await user.click(within(dialog).getByRole('combobox', { name: 'Move them to' }));
    await user.click(await screen.findByRole('option', { name }));
  };
  const chooseHere = () => choose('This computer');
  const confirm = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Move all' });
  return { user, dialog, choose, chooseHere, confirm, onClose, close };
}

describe('drain › choice', () => {
  test('targets › all machines but this one; one that is away cannot be chosen', async () => {
    const { user, dialog, confirm } = await open();
    await user.click(within(dialog).getByRole('combobox', { name: 'Move them to' }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['This computer', 'nuc (unreachable)', 'secure']);
    expect(options[1]?.dataset['comboboxDisabled']).toBe('true');
    expect(confirm.disabled).toBe(true);
    expect(dialog.textContent).toContain('--drain build-01');
  });

  test('a target › where each tenant goes, and why one stays', async () => {
    const { dialog, chooseHere, confirm } = await open();
    await chooseHere();
    await waitFor(() => expect(confirm.disabled).toBe(false));
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['acme → This computer', 'replica-1 stays: It is a replica.']);
    expect(inputs('tenants.drainPreview')).toEqual([{ engine: 'build-01', to: ['local'], forward: false }]);
  });

  test('a machine that forwards no ports › ports can be opened there, and never on this computer', async () => {
    const { user, dialog, choose, chooseHere, confirm } = await open({ drain: () => drained([], 'acme') });
    await choose('secure');
    const isOpen = await within(dialog).findByRole('switch', { name: /^Open its port on that machine/ });
    expect(dialog.textContent).toContain('secure is reached by tcp://');
    await user.click(isOpen);
    await waitFor(() => expect(dialog.textContent).toContain('--publish tls'));
    await waitFor(() => expect(confirm.disabled).toBe(false));
    expect(inputs('tenants.drainPreview').at(-1)).toMatchObject({ to: ['secure'], publish: 'tls' });
    await user.click(confirm);
    await waitFor(() => expect(inputs('tenants.drain')).toMatchObject([{ to: ['secure'], publish: 'tls' }]));
    await chooseHere();
    await waitFor(() => expect(within(dialog).queryByRole('switch')).toBeNull());
    expect(dialog.textContent).not.toContain('--publish');
  });

  test('none can move › nothing can be confirmed', async () => {
    const { dialog, chooseHere, confirm } = await open({ drainPreview: () => ({ ...preview, moves: [] }) });
    await chooseHere();
    await waitFor(() => expect(dialog.textContent).toContain('replica-1 stays'));
    expect(confirm.disabled).toBe(true);
  });

  test('no tenants › the reason', async () => {
    const { dialog, chooseHere, confirm } = await open({ drainPreview: () => ({ ...preview, moves: [], left: [] }) });
    await chooseHere();
    await waitFor(() => expect(dialog.textContent).toContain('This machine has no tenants.'));
    expect(confirm.disabled).toBe(true);
  });

  test('no other machine › the reason, before a choice', async () => {
    const { dialog, confirm } = await open({}, [machine('build-01')]);
    expect(dialog.textContent).toContain('There is no other machine.');
    expect(confirm.disabled).toBe(true);
  });

  test('the core refuses › its reason', async () => {
    const { dialog, chooseHere, confirm } = await open({
      drainPreview: () => {
        throw failure('NOT_FOUND', 'There is no machine "build-01".', { what: 'engine', id: 'build-01' });
      },
    });
    await chooseHere();
    await waitFor(() => expect(dialog.textContent).toContain('There is no machine "build-01".'));
    expect(confirm.disabled).toBe(true);
  });
});

describe('drain › confirmed', () => {
  test.each([
    [['acme'], '1 tenant moved away from build-01'],
    [['acme', 'bluebird'], '2 tenants moved away from build-01'],
  ])('%j › counted in the message', async (ids, title) => {
    const { user, chooseHere, confirm, onClose } = await open({ drain: () => drained([], ...ids) });
    await chooseHere();
    await waitFor(() => expect(confirm.disabled).toBe(false));
    await user.click(confirm);
    expect(await screen.findByText(title)).toBeTruthy();
    expect(await screen.findByText('All of them moved.')).toBeTruthy();
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(inputs('tenants.drain')).toEqual([{ engine: 'build-01', to: ['local'], forward: false }]);
  });

  test('some stayed › the message does not claim that all moved', async () => {
    const { user, chooseHere, confirm } = await open({ drain: () => drained(preview.left, 'acme') });
    await chooseHere();
    await waitFor(() => expect(confirm.disabled).toBe(false));
    await user.click(confirm);
    const message = { selector: '[role=alert] *' };
    expect(await screen.findByText('replica-1 stays: It is a replica.', message)).toBeTruthy();
    expect(screen.queryByText('All of them moved.')).toBeNull();
  });

  test('more stayed than a message has room for › the first reasons, and how many more', async () => {
    const left = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, reason: 'It is a replica.' }));
    const { user, chooseHere, confirm } = await open({ drain: () => drained(left) });
    await chooseHere();
    await waitFor(() => expect(confirm.disabled).toBe(false));
    await user.click(confirm);
    expect(
      await screen.findByText(/^a stays: .* c stays: It is a replica\. 2 more stayed: see Activity\.$/),
    ).toBeTruthy();
  });

  test('it fails after the dialog was closed › a message says why', async () => {
    let fail: (reason: unknown) => void = () => undefined;
    const drain = () =>
      new Promise<never>((_, reject) => {
        fail = reject;
      });
    const { user, chooseHere, confirm, close } = await open({ drain });
    await chooseHere();
    await waitFor(() => expect(confirm.disabled).toBe(false));
    await user.click(confirm);
    close();
    fail(
      failure('BUSY', 'main is busy: an isolation test runs.', {
        id: 'main',
        operation: 'op-2',
        face: 'desktop',
        pid: 1,
        since: '2026-11-20T10:00:00.000Z',
      }),
    );
    expect(await screen.findByText('main is busy: an isolation test runs.')).toBeTruthy();
  });
});

test('the drain dialog › this computer › has its name inside the title', async () => {
  core.reply({ engines: { machines: () => machines }, tenants: { list: () => [] } });
  show(<DrainDialog name="local" machines={machines} onClose={vi.fn()} />);
  expect(await screen.findByRole('dialog', { name: 'Move all tenants away from this computer' })).toBeTruthy();
});
