import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Machine } from '../../../shared/contract/machine.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { MachinesPanel } from './machines-panel.tsx';
import * as words from './words.ts';

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2+dfsg1' },
  ...{ answeredInMs: 6, memoryBytes: 1024 ** 3, processors: 4, tenants: 0 },
  ...change,
});
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const click = (name: string | RegExp, role = 'button') => act(async () => screen.getByRole(role, { name }).click());

let machines: Machine[];
beforeEach(() => {
  machines = [machine('local', { address: '/var/run/docker.sock', ports: { start: 6381, end: 6399 } })];
  core.reply({
    engines: {
      machines: () => machines,
      contexts: () => [
        { name: 'cloud', address: 'tcp://eu-1:2376', description: null, problem: null },
        { name: 'plain', address: 'tcp://eu-2:2375', description: null, problem: 'no TLS' },
      ],
      add: ({ name }) => {
        if (name === 'off') throw failure('ENGINE_UNREACHABLE', 'off does not respond.', { endpoint: '', reason: '' });
        const added = machine(name);
        machines = [...machines, added];
        return added;
      },
      remove: ({ name }) => {
        machines = machines.filter((one) => one.name !== name);
        return { name };
      },
      test: ({ name }) => ({
        ...{ name, address: `ssh://${name}`, ok: false },
        steps: [
          { id: 'name', result: 'ok', detail: '10.0.0.2', fix: null },
          { id: 'tcp', result: 'failed', detail: 'Port 22 cannot be reached.', fix: 'Check the firewall.' },
          { id: 'ssh', result: 'skipped', detail: 'not tried', fix: null },
        ],
      }),
    },
  });
});

describe('machines panel', () => {
  test('an unreachable machine › the reason, and no Remove while it has tenants', async () => {
    const problem = { message: 'No route to nuc.', fix: 'Check your VPN.' };
    machines.push(machine('nuc', { state: 'unreachable', problem, tenants: 6, product: null, production: true }));
    show(<MachinesPanel />);
    await screen.findByText('No route to nuc. Check your VPN.');
    expect(screen.getByText(words.thisComputer)).toBeTruthy();
    expect(screen.getByText(words.production)).toBeTruthy();
    await click(words.actionsOf('nuc'));
    expect(await screen.findByRole('menuitem', { name: words.cannotRemove })).toHaveProperty('disabled', true);
  });

  test('add by an address › the failure stays in the dialog; then the machine is listed', async () => {
    const { user } = show(<MachinesPanel />);
    await screen.findByText(words.thisComputer);
    await click(words.addMachine);
    await fill(user, await screen.findByLabelText(words.machineName), 'off');
    await fill(user, screen.getByLabelText(words.address), 'ssh://ci@build-01');
    const add = () => screen.getAllByRole('button', { name: words.addMachine }).at(-1);
    await act(async () => add()?.click());
    await screen.findByText('off does not respond.');
    await fill(user, screen.getByLabelText(words.machineName), 'build-01');
    await act(async () => add()?.click());
    await screen.findByText('ssh://build-01');
    expect(inputs('engines.add').at(-1)).toEqual({ name: 'build-01', address: 'ssh://ci@build-01', production: false });
  });

  test('opened by its address › the dialog, and closing it leads to the preferences', async () => {
    window.location.hash = '/preferences/add-machine';
    const { user } = show(<MachinesPanel addsMachine />);
    await screen.findByRole('dialog', { name: words.addMachineTitle });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(window.location.hash).toBe('#/preferences'));
    window.location.hash = '';
  });

  test('test connection › each step with its result and the fix', async () => {
    machines.push(machine('nuc'));
    show(<MachinesPanel />);
    await screen.findByText('ssh://nuc');
    await click(words.actionsOf('nuc'));
    await act(async () => (await screen.findByRole('menuitem', { name: words.testConnection })).click());
    await screen.findByText('Check the firewall.');
    expect(screen.getByText(words.results.failed)).toBeTruthy();
    expect(screen.getByText(words.connectionFails)).toBeTruthy();
  });

  test('remove › after a question, and the list is read again', async () => {
    machines.push(machine('nuc'));
    show(<MachinesPanel />);
    await screen.findByText('ssh://nuc');
    await click(words.actionsOf('nuc'));
    await act(async () => (await screen.findByRole('menuitem', { name: words.removeMachine })).click());
    await screen.findByText(words.removeMachineText);
    await click(words.removeMachine);
    await waitFor(() => expect(screen.queryByText('ssh://nuc')).toBeNull());
    expect(inputs('engines.remove')).toEqual([{ name: 'nuc' }]);
  });
});
