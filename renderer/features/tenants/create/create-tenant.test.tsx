import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../../../shared/contract/engine.ts';
import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { CreateTenant } from './create-tenant.tsx';

const engine = (runtime: Engine['runtime'], change: Partial<Engine> = {}): Engine => ({
  ...{ runtime, available: true, product: runtime === CONTAINERS ? 'Docker' : 'redis-server', version: '27.0.3+dfsg1' },
  ...{ endpoint: null, answeredInMs: 1, rootless: false, canBuildImage: false, problem: null },
  image: runtime === CONTAINERS ? { name: 'redis:7-alpine', present: true } : null,
  ...change,
});
const unusable = engine(CONTAINERS, {
  available: false,
  problem: { message: 'No Docker engine was found.', fix: 'Install Docker.' },
});

const tenant = (id: string) => ({
  ...someStatus(id, { port: 6383 }),
  ...{ client: id, health: 'healthy', keys: 0, created: null, group: null, notes: null, isolated: false, defect: null },
  branch: null,
  companions: [],
  limits: { memoryBytes: null, cpus: null },
});
const check = (id: string) => ({
  ...{ valid: true, free: id !== 'taken', reason: id === 'taken' ? 'A tenant with this id already exists.' : null },
  ...{
    nextPort: 6383,
    container: `vrooli-client-${id}`,
    network: `vrooli-${id}-network`,
    folder: `~/.vrooli/clients/${id}`,
  },
});

function showForm(
  engines: readonly Engine[] = [engine(CONTAINERS), engine(PROGRAMS)],
  free: readonly number[] = [6383, 6384],
) {
  const onClose = vi.fn();
  core.reply({
    engines: { list: () => [...engines] },
    tenants: {
      ports: () => ({ start: 6381, end: 6399, free: [...free] }),
      checkId: ({ id }) => check(id),
      create: ({ id }) => ended({ kind: 'create-client', instance: id, result: tenant(id) } as never),
    },
  });
  return { onClose, ...show(<CreateTenant onClose={onClose} />) };
}

const idField = () => screen.findByRole('textbox', { name: 'Tenant id' });
const create = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Create tenant' });
const created = () =>
  core.calls.filter(({ procedure }) => procedure === 'tenants.create').map(({ input }) => input as CreateTenantInput);

describe('new tenant › id', () => {
  test('no id › nothing can be created', async () => {
    showForm();
    await idField();
    expect(create().disabled).toBe(true);
  });

  test('a free id › names everything that will be created', async () => {
    const { user, container } = showForm();
    await fill(user, await idField(), 'acme');
    expect(await screen.findByText('Free')).toBeTruthy();
    for (const part of ['vrooli-client-acme', 'vrooli-acme-network', '~/.vrooli/clients/acme', '127.0.0.1:6383 → 6379'])
      await waitFor(() => expect(container.textContent).toContain(part));
    expect(create().disabled).toBe(false);
  });

  test('an id of another form › a suggestion that one click takes', async () => {
    const { user } = showForm();
    const field = await idField();
    await fill(user, field, 'Acme Corp');
    expect(await screen.findByText('Only lower-case letters a–z, digits and hyphens.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Use acme-corp' }));
    expect((field as HTMLInputElement).value).toBe('acme-corp');
    await waitFor(() => expect(create().disabled).toBe(false));
  });

  test('an id that exists › the reason of the core', async () => {
    const { user } = showForm();
    await fill(user, await idField(), 'taken');
    expect(await screen.findByText('A tenant with this id already exists.')).toBeTruthy();
    const description = document.getElementById((await idField()).getAttribute('aria-describedby') ?? '');
    expect(description?.textContent).toContain('A tenant with this id already exists.');
    expect(create().disabled).toBe(true);
  });
});

describe('new tenant › other fields', () => {
  test.each([
    ['Port', '6381', 'This port is taken.'],
    ['Port', '80', '6381 to 6399'],
    ['Memory limit', 'lots', 'A size such as 256mb or 1gb; 0 is no limit.'],
  ])('%s %j › the problem, and nothing can be created', async (label, value, problem) => {
    const { user } = showForm();
    await fill(user, await idField(), 'acme');
    const field = screen.getByLabelText(label, { selector: 'input' });
    await user.clear(field);
    await fill(user, field, value);
    expect(await screen.findByText(problem)).toBeTruthy();
    expect(create().disabled).toBe(true);
  });

  test('no Docker › a process with the reason and its consequence', async () => {
    const { user, container } = showForm([unusable, engine(PROGRAMS)]);
    await fill(user, await idField(), 'acme');
    await waitFor(() => expect(container.textContent).toContain('No Docker engine was found. Install Docker.'));
    expect(container.textContent).toContain('No network isolation');
    await waitFor(() => expect(create().disabled).toBe(false));
    await user.click(create());
    await waitFor(() => expect(created()[0]?.runtime).toBe(PROGRAMS));
  });

  test('no runtime › nothing can be created', async () => {
    const { user } = showForm([unusable, engine(PROGRAMS, { available: false })]);
    await fill(user, await idField(), 'acme');
    await screen.findByText('Free');
    expect(create().disabled).toBe(true);
  });

  test('no free port › says so before anything is typed', async () => {
    showForm(undefined, []);
    expect(await screen.findByText(/No port is free\./)).toBeTruthy();
  });

  test('hard limits, group and notes › are part of the request', async () => {
    const { user } = showForm();
    await fill(user, await idField(), 'acme');
    await user.click(screen.getByRole('button', { name: /^More/ }));
    await fill(user, await screen.findByLabelText('Container memory limit'), '512mb');
    await fill(user, screen.getByLabelText('Processors'), '0.5');
    await fill(user, screen.getByLabelText('Group'), 'Shops');
    await user.click(screen.getByRole('switch', { name: /Generate a password/ }));
    await waitFor(() => expect(create().disabled).toBe(false));
    await user.click(create());
    await waitFor(() => expect(created()).toHaveLength(1));
    expect(created()[0]).toMatchObject({
      ...{ id: 'acme', runtime: CONTAINERS, group: 'Shops', generatePassword: true, memory: '256mb' },
      limits: { memoryBytes: 512 * 1024 ** 2, cpus: 0.5 },
    });
  });
});

describe('new tenant › creation', () => {
  test('succeeds › says that it runs, and offers another one', async () => {
    const { user } = showForm();
    await fill(user, await idField(), 'acme');
    await waitFor(() => expect(create().disabled).toBe(false));
    await user.click(create());
    expect((await screen.findByText(/is running\./)).closest('p')?.textContent).toContain('acme is running.');
    await user.click(screen.getByRole('button', { name: 'Create another' }));
    expect(((await idField()) as HTMLInputElement).value).toBe('');
  });

  test('fails › keeps what was typed, with the reason', async () => {
    const { user } = showForm();
    core.reply({
      tenants: {
        create: () => {
          throw failure('PORT_TAKEN', 'Port 6383 is already in use by nginx (pid 812).', {
            port: 6383,
            by: 'nginx (pid 812)',
            free: 6384,
          });
        },
      },
    });
    await fill(user, await idField(), 'acme');
    await waitFor(() => expect(create().disabled).toBe(false));
    await user.click(create());
    expect(await screen.findByText(/Port 6383 is already in use by nginx/)).toBeTruthy();
    expect(((await idField()) as HTMLInputElement).value).toBe('acme');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  test('Enter in the id field › creates it, but not while it is invalid', async () => {
    const { user } = showForm();
    const field = await idField();
    await user.type(field, 'Acme{Enter}');
    expect(created()).toEqual([]);
    await user.clear(field);
    await fill(user, field, 'acme');
    await screen.findByText('Free');
    await user.type(field, '{Enter}');
    await waitFor(() => expect(created()).toHaveLength(1));
  });
});
