import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Machine, SwarmNode } from '../../../../shared/contract/machine.ts';
import { core, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { NodeField } from './node-field.tsx';

const GB = 1024 ** 3;

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2' },
  ...{ answeredInMs: 6, memoryBytes: 16 * GB, processors: 4, tenants: 1 },
  ...change,
});
const manager = machine('build-01', { swarm: { role: 'manager', nodes: 2, managers: 1 } as never });

const node = (hostname: string, change: Partial<SwarmNode> = {}): SwarmNode => ({
  ...{ id: `${hostname}-id`, hostname, address: '10.0.0.1', role: 'worker', state: 'ready', engine: hostname },
  ...{ memoryBytes: 8 * GB, freeBytes: 4 * GB, promisedBytes: 0, services: 2, problem: null },
  ...change,
});

function open(one: Machine, nodes: Replies['engines'] = {}, chosen = '') {
  core.reply({ engines: { machines: () => [machine('local'), one], ...nodes } });
  const changes: string[] = [];
  const shown = show(<NodeField engine={one.name} node={chosen} onChange={(id) => changes.push(id)} />);
  return { ...shown, changes };
}

describe('node of a new service', () => {
  test('an engine that manages no swarm › no choice, and no node is asked for', async () => {
    open(machine('build-01'));
    await waitFor(() => expect(core.calls.some(({ procedure }) => procedure === 'engines.machines')).toBe(true));
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(core.calls.some(({ procedure }) => procedure === 'engines.nodes')).toBe(false);
  });

  test('a manager › a container, or a service on a node; one that cannot be used says why', async () => {
    const { user, changes } = open(manager, {
      nodes: () => [
        node('node1'),
        node('node2', { freeBytes: null, problem: 'The node is not in the list of engines.' }),
      ],
    });
    expect(await screen.findByText('node2: The node is not in the list of engines.')).toBeTruthy();
    await user.click(screen.getByRole('combobox'));
    const options = await screen.findAllByRole('option');
    expect(options).toHaveLength(3);
    expect(options[1]?.textContent).toMatch(/node1.*4 GB/);
    expect(options[2]?.dataset.comboboxDisabled).toBe('true');
    await user.click(options[1] as HTMLElement);
    expect(changes).toEqual(['node1-id']);
  });

  test('the nodes cannot be listed › the reason', async () => {
    open(manager, {
      nodes: () => {
        throw failure('ENGINE_UNREACHABLE', 'build-01 does not respond.', { endpoint: '', reason: '' });
      },
    });
    expect(await screen.findByText('build-01 does not respond.')).toBeTruthy();
  });
});
