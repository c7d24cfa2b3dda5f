import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { core, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { showAt } from '../../../../test/support/components/show-at.tsx';
import { someTenant } from '../../../../test/support/components/some-tenant.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { destroyAsked } from '../destroy/tenant-dialog-state.ts';
import { TenantAbout } from './tenant-about.tsx';
import { TenantsView } from './tenants-view.tsx';

afterEach(() => act(() => destroyAsked.set([])));

const statusOf = (id: string, change: Partial<InstanceStatus> = {}) =>
  someStatus(id, { runtime: CONTAINERS, port: 6381, ...change });

/** Shows the view on these tenants, the first state of each is running. */
async function open(tenants: readonly Tenant[], more: Replies['tenants'] = {}) {
  measureElements();
  await showStatuses(...tenants.map(({ id, state, runtime }) => statusOf(id, { state, runtime })));
  core.reply({
    tenants: {
      list: () => [...tenants],
      isolation: () => null,
      ports: () => ({ start: 6381, end: 6399, free: [6384, 6385, 6386] }),
      destroyed: () => [],
      ...more,
    },
    backups: { list: () => [] },
  });
  const shown = showAt('/tenants', { path: '/tenants', component: TenantsView });
  const names = () =>
    screen
      .queryAllByRole('row')
      .flatMap((row) => tenants.filter(({ id }) => within(row).queryByText(id)).map(({ id }) => id));
  return { ...shown, names };
}

const stopped = (id: string, change: Partial<Tenant> = {}) => someTenant(id, { state: 'stopped', ...change });

describe('tenants', () => {
  test('none yet › explains what a tenant is, with the terminal line', async () => {
    await open([]);
    expect(await screen.findByText('No tenant yet')).toBeTruthy();
    expect(document.body.textContent).toContain('--action create-client --client-id acme-corp');
  });

  test('the list cannot be read › the reason, and another try', async () => {
    let attempts = 0;
    const { user } = await open([someTenant('acme')], {
      list: () => {
        attempts += 1;
        if (attempts > 1) return [someTenant('acme')];
        throw failure('NOT_FOUND', 'port-registry.json cannot be read.', { what: 'file', id: 'x' } as never);
      },
    });
    expect(await screen.findByText('Could not read the tenants')).toBeTruthy();
    expect(document.body.textContent).toContain('port-registry.json cannot be read.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('acme')).toBeTruthy();
  });

  test('some › with the free ports below them', async () => {
    const { names } = await open([someTenant('acme'), stopped('bluebird')]);
    await waitFor(() => expect(names()).toEqual(['acme', 'bluebird']));
    await waitFor(() => expect(document.body.textContent).toContain('Ports 6384 to 6386 are free.'));
  });

  test.each([
    [[6384], 'Port 6384 is free.'],
    [[], 'No port of 6381 to 6399 is free.'],
  ])('free ports %j › in a sentence', async (free, sentence) => {
    await open([someTenant('acme')], { ports: () => ({ start: 6381, end: 6399, free }) });
    await waitFor(() => expect(document.body.textContent).toContain(sentence));
  });
});

describe('tenants › find', () => {
  test('a filter that finds none › says so, and shows all again', async () => {
    const { user, names } = await open([someTenant('acme'), someTenant('bluebird')]);
    await waitFor(() => expect(names()).toHaveLength(2));
    await fill(user, screen.getByLabelText('Filter tenants'), 'blue');
    await waitFor(() => expect(names()).toEqual(['bluebird']));
    await fill(user, screen.getByLabelText('Filter tenants'), 'zzz');
    await waitFor(() => expect(document.body.textContent).toContain('No tenant matches.'));
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(() => expect(names()).toHaveLength(2));
  });

  test('running, and those that need attention › each in its tab, with their number', async () => {
    const defect = { kind: 'no-container', message: 'Its container is missing.', repair: 'Recreate it' } as const;
    const { user, names } = await open([someTenant('acme'), stopped('bluebird', { defect })]);
    await waitFor(() => expect(names()).toHaveLength(2));
    await user.click(screen.getByRole('radio', { name: 'Running' }));
    await waitFor(() => expect(names()).toEqual(['acme']));
    await user.click(screen.getByRole('radio', { name: 'Needs attention 1' }));
    await waitFor(() => expect(names()).toEqual(['bluebird']));
    expect(screen.getByRole('button', { name: 'Recreate it: bluebird' })).toBeTruthy();
  });

  test('groups › headings, until they are switched off', async () => {
    const { user } = await open([someTenant('acme', { group: 'Shops' }), someTenant('bluebird')]);
    expect(await screen.findByText('Shops')).toBeTruthy();
    const toggle = screen.getByRole('button', { name: 'Group tenants' });
    expect(toggle.getAttribute('aria-pressed')).toBe('true');
    await user.click(toggle);
    await waitFor(() => expect(screen.queryByText('Shops')).toBeNull());
    await user.click(toggle);
  });
});

describe('tenants › selection', () => {
  const select = (user: { click(element: Element): Promise<void> }, id: string) =>
    user.click(screen.getByRole('checkbox', { name: new RegExp(id) }));

  test('selected tenants › their number, and each action for those that it fits', async () => {
    const { user, names } = await open([someTenant('acme'), stopped('bluebird')]);
    await waitFor(() => expect(names()).toHaveLength(2));
    await select(user, 'acme');
    await select(user, 'bluebird');
    const bar = await screen.findByRole('toolbar', { name: 'Actions for the selected tenants' });
    expect(bar.textContent).toContain('2 selected');
    for (const label of ['Start 1', 'Stop 1', 'Restart 1', 'Back up 1'])
      expect(within(bar).getByRole('button', { name: label })).toBeTruthy();
    await user.click(within(bar).getByRole('button', { name: 'Destroy…' }));
    expect(destroyAsked.get()).toEqual(['acme', 'bluebird']);
  });

  test('a filter hides a selected tenant › it is no longer part of the selection', async () => {
    const { user, names } = await open([someTenant('acme'), someTenant('bluebird')]);
    await waitFor(() => expect(names()).toHaveLength(2));
    await select(user, 'acme');
    await select(user, 'bluebird');
    await fill(user, screen.getByLabelText('Filter tenants'), 'blue');
    const bar = await screen.findByRole('toolbar', { name: 'Actions for the selected tenants' });
    await waitFor(() => expect(bar.textContent).toContain('1 selected'));
    await user.click(within(bar).getByRole('button', { name: 'Destroy…' }));
    expect(destroyAsked.get()).toEqual(['bluebird']);
  });
});

describe('about a tenant', () => {
  async function about(change: Partial<Tenant> = {}, tenants: Replies['tenants'] = {}) {
    await showStatuses(statusOf('acme'));
    core.reply({ tenants: { list: () => [someTenant('acme', change)], ...tenants } });
    const shown = show(<TenantAbout id="acme" />);
    const section = await screen.findByRole('region', { name: 'About acme' });
    return { ...shown, section };
  }

  test.each([
    [{ memoryBytes: null, cpus: null }, 'memory by maxmemory'],
    [{ memoryBytes: 0, cpus: 1 }, 'no memory limit, 1 processor'],
    [{ memoryBytes: 512 * 1024 ** 2, cpus: 0.5 }, '512 MB, 0.5 processors'],
  ])('limits %j › in words', async (limits, text) => {
    const { section } = await about({ limits });
    expect(section.textContent).toContain(text);
  });

  test('a process › no container limits, and no isolation is claimed', async () => {
    const { section } = await about({ runtime: PROGRAMS });
    expect(section.textContent).not.toContain('Container limits');
    expect(section.textContent).toContain('none: any local program can connect');
  });

  test('group and notes › edited, trimmed, and empty ones removed', async () => {
    const { user, section } = await about(
      { group: 'Shops', notes: 'Ask Ann.' },
      { describe: ({ id }) => someTenant(id) },
    );
    expect(section.textContent).toContain('Ask Ann.');
    await user.click(screen.getByRole('button', { name: 'Edit group and notes' }));
    await fill(user, screen.getByRole('textbox', { name: 'Group' }), '  Agencies ');
    await user.clear(screen.getByRole('textbox', { name: 'Notes' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(core.calls.filter(({ procedure }) => procedure === 'tenants.describe').map(({ input }) => input)).toEqual([
        { id: 'acme', group: 'Agencies', notes: null },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Group' })).toBeNull());
  });

  test('Escape while editing › changes nothing', async () => {
    const { user } = await about({ group: 'Shops' });
    await user.click(screen.getByRole('button', { name: 'Edit group and notes' }));
    await fill(user, screen.getByRole('textbox', { name: 'Group' }), 'Other');
    await user.keyboard('{Escape}');
    expect(await screen.findByText('Shops')).toBeTruthy();
    expect(core.calls.some(({ procedure }) => procedure === 'tenants.describe')).toBe(false);
  });

  test('it cannot be saved › the reason, and what was typed stays', async () => {
    const { user } = await about(
      {},
      {
        describe: () => {
          throw failure('BUSY', 'Another operation works on acme.', {} as never);
        },
      },
    );
    await user.click(screen.getByRole('button', { name: 'Edit group and notes' }));
    await fill(user, screen.getByRole('textbox', { name: 'Group' }), 'Shops');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toContain('acme');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Group' }).value).toBe('Shops');
  });
});
