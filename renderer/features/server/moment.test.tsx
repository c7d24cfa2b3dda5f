import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MomentReport } from '../../../shared/contract/server.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { AT, inputs, lines, open } from '../../../test/support/components/server-panels.tsx';
import * as momentWords from './words/moment.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a server at one time', () => {
  const time = { from: '2020-01-02T03:04:00.000Z', to: '2020-01-02T03:05:00.000Z' };
  const empty: MomentReport = {
    ...{ id: 'main', ...time, commands: [], commandsFrom: null, commandsTo: null, slow: [], slowCount: 0 },
    ...{ latency: [], clients: null },
  };

  test('nothing was recorded › says when this app records', async () => {
    core.reply({ server: { moment: () => empty } });
    open('moment', time);
    expect(await screen.findByText(momentWords.nothing)).toBeTruthy();
  });

  test('each part › its figures; a command without calls divides by nothing', async () => {
    const found: MomentReport = {
      ...empty,
      commands: [
        { command: 'get', calls: 4, usec: 2000 },
        { command: 'odd', calls: 0, usec: 10 },
      ],
      ...{ commandsFrom: time.from, commandsTo: time.to, slowCount: 30, latency: [{ event: 'fork', at: AT, ms: 40 }] },
      slow: [
        {
          id: 1,
          at: AT,
          tookUsec: 1000,
          command: 'KEYS *',
          name: 'KEYS',
          pattern: '',
          address: '1.2.3.4:5',
          client: '',
        },
      ],
      clients: {
        at: AT,
        total: 7,
        groups: [
          {
            ...{ name: '', library: '', host: '10.0.0.5', count: 7, blocked: 2, outputBytes: 0, memoryBytes: 2048 },
            commands: ['get', 'blpop'],
          },
        ],
      },
    };
    core.reply({ server: { moment: () => found } });
    open('moment', time);
    await waitFor(() =>
      expect(lines(momentWords.commands)).toEqual([
        ['get', '4', '2.00 ms', '0.50 ms'],
        ['odd', '0', '0.01 ms', '0.01 ms'],
      ]),
    );
    expect(lines(momentWords.slow)[0]?.slice(1)).toEqual(['1.00 ms', 'KEYS *', '1.2.3.4:5']);
    expect(lines(momentWords.clients)).toEqual([
      [momentWords.noName, '10.0.0.5', '7', '2', '0 B', '2 KB', 'get, blpop'],
    ]);
    expect(lines(momentWords.latency)[0]?.slice(1)).toEqual(['40 ms', 'fork']);
    expect(screen.getByText('30')).toBeTruthy();
  });

  test('Earlier and Later › move by the length of the time', async () => {
    core.reply({ server: { moment: () => empty } });
    const { user } = open('moment', time);
    await user.click(await screen.findByRole('button', { name: momentWords.earlier }));
    expect(decodeURIComponent(window.location.hash)).toBe(
      '#/instances/main/moment?from=2020-01-02T03:03:00.000Z&to=2020-01-02T03:04:00.000Z',
    );
    await user.click(screen.getByRole('button', { name: momentWords.later }));
    expect(decodeURIComponent(window.location.hash)).toContain('from=2020-01-02T03:05:00.000Z');
  });

  test.each([
    [momentWords.slowLog, `#/instances/main/slow-log?from=${time.from}&to=${time.to}`],
    [momentWords.clientsNow, '#/instances/main/clients'],
    [momentWords.chart, `#/charts/main?at=${time.from}`],
  ])('links › %s › leads there', async (name, hash) => {
    core.reply({ server: { moment: () => empty } });
    const { user } = open('moment', time);
    await user.click(await screen.findByRole('button', { name }));
    expect(decodeURIComponent(window.location.hash)).toBe(hash);
  });

  test.each([[{ from: time.to, to: time.from }], [{ from: time.from }], [{}]])(
    'an address with %j › asks nothing, and offers the last minute',
    async (search) => {
      const { user } = open('moment', search);
      await user.click(await screen.findByRole('button', { name: momentWords.lastMinute }));
      expect(inputs('server.moment')).toEqual([]);
      const [, from, to] = /from=(.*)&to=(.*)/.exec(decodeURIComponent(window.location.hash)) ?? [];
      expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(60_000);
    },
  );
});
