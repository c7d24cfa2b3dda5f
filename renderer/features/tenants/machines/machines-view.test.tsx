import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type { DrainPreview } from '../../../../shared/contract/move.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { showAt } from '../../../../test/support/components/show-at.tsx';
import { someTenant } from '../../../../test/support/components/some-tenant.ts';
import { MachinesView } from './machines-view.tsx';

const GB = 1024 ** 3;

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2' },
  ...{ answeredInMs: 6, memoryBytes: 16 * GB, processors: 4, tenants: 1 },
  ...change,
});

const away = machine('nuc', {
  ...{ state: 'unreachable', since: new Date(Date.now() - 60_000).toISOString() },
  problem: { message: 'No route to nuc.', fix: 'Check your VPN.' },
});

const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

function open(machines: readonly Machine[], tenants: readonly Tenant[], replies: Replies['tenants'] = {}) {
  core.reply({
    engines: { machines: () => [...machines] },
    backups: { list: () => [] },
    tenants: { list: () => [...tenants], machineFigures: () => [], isolation: () => null, ...replies },
  });
  return showAt('/machines', { path: '/machines', component: MachinesView });
}

/** The names in the table of tenants, with the headings of its groups. */
const tenantTable = () => screen.findByRole('table', { name: 'Tenants by machine' });

afterEach(() => localStorage.clear());

describe('machines view', () => {
  test('its head counts machines, tenants and what is unreachable', async () => {
    open([machine('local'), machine('build-01'), away], []);
    expect(await screen.findByText('3 machines · 3 tenants')).toBeTruthy();
    expect(await screen.findByText(/1 unreachable/)).toBeTruthy();
  });

  test('tenants are grouped by their machine, also those of one that is away', async () => {
    open(
      [machine('local'), machine('build-01'), away],
      [someTenant('shop'), someTenant('blog', { engine: 'build-01' }), someTenant('cms', { engine: 'nuc' })],
    );
    const table = await tenantTable();
    await waitFor(() => expect(within(table).getByText('cms')).toBeTruthy());
    const texts = within(table)
      .getAllByRole('row')
      .map(({ textContent }) => textContent ?? '');
    const order = ['This computer', 'shop', 'build-01', 'blog', 'nuc', 'cms'].map((name) =>
      texts.findIndex((text) => text.startsWith(name) || text.includes(name)),
    );
    expect(order.every((at) => at >= 0)).toBe(true);
  });

  test('the machines cannot be listed › the reason, and another try', async () => {
    core.reply({
      engines: {
        machines: () => {
          throw failure('FILE_UNREADABLE', 'engines.json is damaged.', {} as never);
        },
      },
      backups: { list: () => [] },
      tenants: { list: () => [], machineFigures: () => [], isolation: () => null },
    });
    showAt('/machines', { path: '/machines', component: MachinesView });
    expect(await screen.findByText('Could not list the machines')).toBeTruthy();
    expect(await screen.findByText(/engines\.json is damaged/)).toBeTruthy();
  });
});

describe('machines view › drain', () => {
  const plan: DrainPreview = {
    engine: 'build-01',
    moves: [{ id: 'blog', to: 'build-02', memoryBytes: 1000 }],
    left: [{ id: 'old', reason: 'It is starting.' }],
  };

  async function openDrain(replies: Replies['tenants'] = {}) {
    const shown = open([machine('local'), machine('build-01'), machine('build-02'), away], [], {
      drainPreview: () => plan,
      ...replies,
    });
    await shown.user.click(await screen.findByRole('button', { name: 'Actions of build-01' }));
    await shown.user.click(await screen.findByRole('menuitem', { name: 'Move all tenants away…' }));
    const dialog = await screen.findByRole('dialog');
    const all = () => within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Move all' });
    const choose = async (name: string) => {
      await shown.user.click(within(dialog).getByRole('combobox', { name: 'Move them to' }));
      await shown.user.click(await screen.findByRole('option', { name }));
    };
    return { ...shown, dialog, all, choose };
  }

  test('no target yet › nothing can be moved; a machine that is away is no target', async () => {
    const { user, dialog, all } = await openDrain();
    expect(all().disabled).toBe(true);
    await user.click(within(dialog).getByRole('combobox', { name: 'Move them to' }));
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['This computer', 'build-02', 'nuc (unreachable)']);
    expect(options[2]?.dataset.comboboxDisabled).toBe('true');
    expect(inputs('tenants.drainPreview')).toEqual([]);
  });

  test('a target › where each tenant goes and why one stays, then the drain', async () => {
    const { user, dialog, all, choose } = await openDrain({
      drain: () => ended({ kind: 'drain-engine', result: { engine: 'build-01', moved: [], left: plan.left } }),
    });
    await choose('build-02');
    await waitFor(() => expect(dialog.textContent).toContain('blog → build-02'));
    expect(dialog.textContent).toContain('old stays: It is starting.');
    expect(dialog.textContent).toContain('--drain build-01 --targets build-02');
    await waitFor(() => expect(all().disabled).toBe(false));
    await user.click(all());
    expect(
      await screen.findByText('old stays: It is starting.', {
        selector: '[role=alert] *',
      }),
    ).toBeTruthy();
    expect(inputs('tenants.drain')).toEqual([{ engine: 'build-01', to: ['build-02'], forward: false }]);
  });

  test('the plan is refused › its reason, and nothing can be moved', async () => {
    const { dialog, all, choose } = await openDrain({
      drainPreview: () => {
        throw failure('BAD_VALUE', 'build-02 cannot take tenants.', { field: 'targets', expected: '' });
      },
    });
    await choose('build-02');
    await waitFor(() => expect(dialog.textContent).toContain('build-02 cannot take tenants.'));
    expect(all().disabled).toBe(true);
  });
});
