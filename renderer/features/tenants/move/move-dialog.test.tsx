import { screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type { MovePreview, TenantMoved } from '../../../../shared/contract/move.ts';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someTenant } from '../../../../test/support/components/some-tenant.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { MoveDialog } from './move-dialog.tsx';
import { moveAsked } from './move-dialog-state.ts';

afterEach(() => act(() => moveAsked.set(null)));

const GB = 1024 ** 3;

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2' },
  ...{ answeredInMs: 6, memoryBytes: 16 * GB, processors: 4, tenants: 3 },
  ...change,
});

const here = machine('local', { address: null });

const preview = (change: Partial<MovePreview> = {}): MovePreview => ({
  id: 'acme',
  from: { engine: 'local', runtime: PROGRAMS, port: 6381 },
  to: { engine: 'build-01', runtime: CONTAINERS, port: 7000 },
  ...{ keys: 1200, memoryBytes: 2 * 1024 ** 2, clientsConnected: 3, image: 'redis:7-alpine', warnings: [] },
  keptUntil: '2026-11-27T10:00:00.000Z',
  ...change,
});

const moved: TenantMoved = {
  id: 'acme',
  from: { engine: 'local', runtime: PROGRAMS, port: 6381 },
  to: { engine: 'build-01', runtime: CONTAINERS, port: 7000 },
  ...{ url: null, keys: 1200, digest: 'a'.repeat(40), copiedBytes: 1000, durationMs: 900 },
  ...{ pausedMs: 41.6, safetyBackup: 'acme-20261120', forwarder: null },
};

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

/** Opens the dialog of acme, which is on this computer. */
async function ask(machines: readonly Machine[], tenants: Replies['tenants'] = {}) {
  core.reply({
    engines: { machines: () => [...machines] },
    tenants: { list: () => [someTenant('acme')], movePreview: () => preview(), ...tenants },
  });
  const shown = show(<MoveDialog />);
  act(() => moveAsked.set('acme'));
  const dialog = await screen.findByRole('dialog');
  const choose = async (label: string) => {
    await waitFor(() => expect(field().disabled).toBe(false));
    await shown.user.click(field());
    await shown.user.click(await screen.findByRole('option', { name: label }));
  };
  const field = () => within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Machine' });
  const move = () => within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Move' });
  return { ...shown, dialog, choose, field, move };
}

describe('move a tenant › machines', () => {
  test('only this computer › says where another is added, and moves nothing', async () => {
    const { dialog, field, move } = await ask([here]);
    await waitFor(() => expect(dialog.textContent).toContain('There is no other machine.'));
    expect([field().disabled, move().disabled]).toEqual([true, true]);
  });

  test('its current machine › not offered; an unreachable one › cannot be chosen', async () => {
    const { user, field } = await ask([here, machine('build-01'), machine('nuc', { state: 'unreachable' })]);
    await waitFor(() => expect(field().disabled).toBe(false));
    await user.click(field());
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['build-01 (16 GB of memory)', 'nuc (unreachable)']);
    expect(options[1]?.dataset['comboboxDisabled']).toBe('true');
  });

  test('nothing chosen yet › no preview is requested', async () => {
    const { dialog, move } = await ask([here, machine('build-01')]);
    await waitFor(() => expect(dialog.textContent).toContain('The tenant works meanwhile.'));
    expect(move().disabled).toBe(true);
    expect(inputs('tenants.movePreview')).toEqual([]);
  });
});

describe('move a tenant › preview', () => {
  test('a machine is chosen › its figures, warnings, and how long the old copy stays', async () => {
    const { dialog, choose, move } = await ask([here, machine('build-01')], {
      movePreview: () => preview({ warnings: ['3 clients use the old port.'] }),
    });
    await choose('build-01 (16 GB of memory)');
    for (const text of [
      '1,200 keys, 2 MB in memory',
      '6381 → 7000',
      '3 clients use the old port.',
      '--engine build-01',
    ])
      await waitFor(() => expect(dialog.textContent).toContain(text));
    expect(dialog.textContent).toMatch(/The old copy is kept until .*under “Recently deleted”\./);
    expect(move().disabled).toBe(false);
  });

  test('unknown figures › "unknown", not zero', async () => {
    const { dialog, choose } = await ask([here, machine('build-01')], {
      movePreview: () => preview({ keys: null, memoryBytes: null, clientsConnected: null }),
    });
    await choose('build-01 (16 GB of memory)');
    await waitFor(() => expect(dialog.textContent).toContain('unknown, unknown in memory'));
    expect(dialog.textContent).not.toContain('0 keys');
  });

  test('a machine that forwards no ports › says once that the port must be open, then previews the move', async () => {
    const { user, dialog, choose, move } = await ask([here, machine('secure', { address: 'tcp://secure:2376' })], {
      movePreview: () => preview(),
    });
    await choose('secure (16 GB of memory)');
    const isOpen = await within(dialog).findByRole('switch', { name: /^Open its port on that machine/ });
    expect(dialog.textContent?.match(/forwards no ports/g)).toHaveLength(1);
    expect(move().disabled).toBe(true);
    expect(inputs('tenants.movePreview')).toEqual([]);
    await user.click(isOpen);
    await waitFor(() => expect(move().disabled).toBe(false));
    expect(inputs('tenants.movePreview')).toMatchObject([{ engine: 'secure', publish: 'tls' }]);
  });

  test('the core refuses › its reason, and nothing can be moved', async () => {
    const { dialog, choose, move } = await ask([here, machine('build-01')], {
      movePreview: () => {
        throw failure('NOT_RUNNING', 'acme is not running.', { id: 'acme', state: 'stopped' });
      },
    });
    await choose('build-01 (16 GB of memory)');
    await waitFor(() => expect(dialog.textContent).toContain('acme is not running.'));
    expect(move().disabled).toBe(true);
  });
});

describe('move a tenant › confirmed', () => {
  test('moves to this machine with the forwarder that was chosen, and says how long writes waited', async () => {
    const { user, dialog, choose, move } = await ask([here, machine('build-01')], {
      move: () => ended({ kind: 'move-client', instance: 'acme', result: moved }),
    });
    await choose('build-01 (16 GB of memory)');
    await user.click(await within(dialog).findByRole('checkbox', { name: /Forward port 6381 to the new one/ }));
    await waitFor(() => expect(dialog.textContent).toContain('--forward yes'));
    await waitFor(() => expect(move().disabled).toBe(false));
    await user.click(move());
    expect(await screen.findByText('acme moved to build-01')).toBeTruthy();
    expect(await screen.findByText('Port 7000. Writes waited 42 ms; the digests are equal.')).toBeTruthy();
    expect(inputs('tenants.move')).toEqual([{ id: 'acme', engine: 'build-01', forward: true, undo: false }]);
    await waitFor(() => expect(moveAsked.get()).toBeNull());
  });

  test('Move back in the message › undoes this move', async () => {
    const { user, choose, move } = await ask([here, machine('build-01')], {
      move: () => ended({ kind: 'move-client', instance: 'acme', result: moved }),
    });
    await choose('build-01 (16 GB of memory)');
    await waitFor(() => expect(move().disabled).toBe(false));
    await user.click(move());
    await user.click(await screen.findByRole('button', { name: 'Move back' }));
    await waitFor(() => expect(inputs('tenants.move')).toHaveLength(2));
    expect(inputs('tenants.move')[1]).toMatchObject({ id: 'acme', undo: true });
  });

  test('it fails › the dialog stays with the reason and offers another try', async () => {
    const { user, dialog, choose, move } = await ask([here, machine('build-01')], {
      move: () => {
        throw failure('BUSY', 'Another operation works on acme.', {} as never);
      },
    });
    await choose('build-01 (16 GB of memory)');
    await waitFor(() => expect(move().disabled).toBe(false));
    await user.click(move());
    expect(await within(dialog).findByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(moveAsked.get()).toBe('acme');
  });
});
