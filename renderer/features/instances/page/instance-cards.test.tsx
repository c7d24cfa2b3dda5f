import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Connection, InstanceStatus } from '../../../../shared/contract/instance.ts';
import { core } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { showAt } from '../../../../test/support/components/show-at.tsx';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { ConnectionCard } from './connection-card.tsx';
import { DatabasesTable } from './databases-table.tsx';

const secret = 'hunter2';
const connection: Connection = {
  ...{ id: 'shop', host: 'localhost', port: 6400, url: 'redis://localhost:6400', tls: null, passwordSet: true },
  password: secret,
};

describe('connection', () => {
  test('no password › the address as it is, and no button to show one', () => {
    showConnection({ port: 6400 });
    expect(pageText()).toContain('redis://localhost:6400/0');
    expect(pageText()).toContain('No password');
    expect(screen.queryByRole('button', { name: 'Show the password' })).toBeNull();
  });

  test('a password › hidden until it is asked for, and then hidden on request', async () => {
    core.reply({ instances: { connection: () => connection } });
    const { user } = showConnection({ port: 6400, passwordSet: true });
    expect(pageText()).toContain('Password set');
    expect(pageText()).not.toContain(secret);
    expect(inputsOf('instances.connection')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Show the password' }));
    await waitFor(() => expect(pageText()).toContain(`redis://:${secret}@localhost:6400/0`));
    expect(inputsOf('instances.connection')).toEqual([{ id: 'shop', reveal: true }]);
    await user.click(screen.getByRole('button', { name: 'Hide the password' }));
    expect(pageText()).not.toContain(secret);
  });

  test('the password cannot be read › says why, and shows none', async () => {
    core.reply({
      instances: {
        connection: () => {
          throw new Error('The keychain is locked.');
        },
      },
    });
    const { user } = showConnection({ port: 6400, passwordSet: true });
    await user.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(await screen.findByText(/Show the password of shop|could not|failed/i)).toBeTruthy();
    expect(pageText()).not.toContain(secret);
  });

  test('a server with TLS only › the address says so', () => {
    core.reply({ instances: { connection: () => ({ ...connection, passwordSet: false, password: null }) } });
    showConnection({ port: 6400, url: 'rediss://localhost:6400' });
    expect(pageText()).toContain('rediss://localhost:6400/0');
  });

  test('a Unix socket only › its path, and no example that needs a port', () => {
    showConnection({ port: null, socket: '/run/redis.sock', url: 'unix:///run/redis.sock' });
    expect(pageText()).toContain('/run/redis.sock');
    const examples = within(screen.getByRole('tablist', { name: 'Examples' })).getAllByRole('tab');
    expect(examples.map(({ textContent }) => textContent)).toEqual(['redis-cli', '.env', 'Node.js', 'Python']);
  });

  test('each example › its text has the port', async () => {
    const { user } = showConnection({ port: 6400 });
    const tabs = within(screen.getByRole('tablist', { name: 'Examples' })).getAllByRole('tab');
    expect(tabs).toHaveLength(6);
    for (const tab of tabs) {
      await user.click(tab);
      expect(screen.getByRole('tabpanel', { name: tab.textContent ?? '' }).textContent).toContain('6400');
    }
  });

  test('not installed › says how to get the details', () => {
    showConnection({ port: null, url: null, runtime: null, state: 'missing' });
    expect(pageText()).toContain('Install shop to get its connection details.');
    expect(screen.queryByRole('tablist')).toBeNull();
  });
});

describe('databases', () => {
  const database = (index: number, keys: number, expires: number, averageTtlMs: number | null) => ({
    ...{ index, keys, expires, averageTtlMs },
  });

  test('two databases › keys, share with an expiry, average and the sum', async () => {
    const rows = await rowsOf({ databases: [database(0, 1_200, 300, 120_000), database(5, 300, 0, 0)] });
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['Database', 'Keys'],
      ['db0', '1,200'],
      ['db5', '300'],
      ['Total', '1,500'],
    ]);
    expect(rows[1]?.[2]).toMatch(/^30025 ?%$/);
    expect(rows[1]?.[3]).toBe('2 min');
    expect(rows[2]?.[3]).toBe('—');
    expect(rows[3]?.[2]).toMatch(/^30020 ?%$/);
  });

  test('keys › lead to the keys of the instance', async () => {
    await rowsOf(withKeys(3));
    expect(screen.getByRole('link', { name: /keys/i }).getAttribute('href')).toMatch(/#\/keys\/shop$/);
  });

  test('a server without keys › says that there are none yet', async () => {
    await showDatabases({ databases: [] });
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
    expect(pageText()).toMatch(/no keys yet/i);
  });

  test('a server that loads its data › does not say that it has none', async () => {
    await showDatabases({ state: 'starting', databases: [] });
    expect(pageText()).not.toMatch(/no keys yet|empty/i);
    expect(pageText()).toMatch(/being loaded/i);
  });

  test('a stopped server › the keys of its last reply, as such', async () => {
    const memory = { usedBytes: null, peakBytes: null, limitBytes: null };
    await showDatabases({
      ...{ state: 'stopped', databases: [], memory },
      lastKnownKeys: { count: 1_500, at: '2026-11-19T12:00:00.000Z' },
    });
    expect(pageText()).toContain('1,500 keys');
    expect(pageText()).not.toMatch(/no keys yet/i);
  });
});

function showConnection(change: Partial<InstanceStatus>) {
  return show(<ConnectionCard instance={someStatus('shop', change)} />);
}

async function showDatabases(change: Partial<InstanceStatus>): Promise<void> {
  const component = () => <DatabasesTable instance={someStatus('shop', change)} />;
  showAt('/instances/shop', { path: '/instances/shop', component });
  await screen.findByRole('region');
}

async function rowsOf(change: Partial<InstanceStatus>): Promise<readonly (readonly string[])[]> {
  await showDatabases(change);
  return within(screen.getByRole('table'))
    .getAllByRole('row')
    .map((row) => [...row.children].map(({ textContent }) => textContent ?? ''));
}

function pageText(): string {
  return document.body.textContent ?? '';
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}
