import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { core } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { PublishField } from './publish-field.tsx';

const machine = (name: string, address: string | null): Machine => ({
  ...{ name, address, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2' },
  ...{ answeredInMs: 6, memoryBytes: null, processors: 4, tenants: 1 },
});

function open(engine: string, publish = false) {
  const machines = [machine('local', null), machine('ssh', 'ssh://a'), machine('tls', 'tcp://b:2376')];
  core.reply({ engines: { machines: () => [...machines, machine('other', 'unix:///other.sock')] } });
  const changes: boolean[] = [];
  const shown = show(<PublishField engines={[engine]} publish={publish} onChange={(on) => changes.push(on)} />);
  return { ...shown, changes };
}

const answered = () =>
  expect.poll(() => core.calls.some(({ procedure }) => procedure === 'engines.machines')).toBe(true);

describe('open port of a new tenant', () => {
  test.each(['local', 'other'])('%s, an engine of this computer › no choice', async (engine) => {
    open(engine);
    await answered();
    expect(screen.queryByRole('switch')).toBeNull();
  });

  test('a machine by SSH › a choice', async () => {
    const { user, changes } = open('ssh');
    await user.click(await screen.findByRole('switch', { name: /^Open its port on that machine/ }));
    expect(changes).toEqual([true]);
    expect(screen.queryByText(/forwards no ports/)).toBeNull();
  });

  test('a machine by TLS › says that the port must be open, until it is', async () => {
    const { rerender } = open('tls');
    expect(await screen.findByText(/^tls is reached by tcp:\/\/, which forwards no ports/)).toBeTruthy();
    rerender(<PublishField engines={['tls']} publish={true} onChange={() => undefined} />);
    expect(screen.queryByText(/forwards no ports/)).toBeNull();
  });
});
