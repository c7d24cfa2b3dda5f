import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../test/support/components/show.tsx';
import { someStatus } from '../../../test/support/some-status.ts';
import { connection } from '../../client/api.ts';
import { InfoPanel } from './info-panel.tsx';
import { MetricsPanel } from './metrics-panel.tsx';
import * as integrationWords from './words.ts';

const connected = connection.get();
const state = (change: Partial<ExporterState> = {}): ExporterState => ({
  ...{ enabled: true, port: 9121, state: 'serving', message: null, by: { face: 'desktop', pid: 7 } },
  ...{ jsonUrl: 'http://127.0.0.1:9121/api/resources/redis/metrics', prometheusUrl: 'http://127.0.0.1:9121/metrics' },
  ...change,
});
let now: ExporterState;
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
const endpoint = () => screen.getByRole<HTMLInputElement>('switch', { name: integrationWords.enableEndpoint });
const port = () => screen.getByRole<HTMLInputElement>('textbox', { name: integrationWords.port });

beforeEach(() => {
  now = state();
  core.reply({
    exporter: {
      state: () => now,
      save: ({ enabled, port: wanted }) =>
        (now = {
          ...now,
          enabled: enabled ?? now.enabled,
          port: wanted ?? now.port,
          state: enabled === false ? 'off' : 'serving',
        }),
    },
  });
});
afterEach(() => act(() => connection.set(connected)));

async function open() {
  const shown = show(<MetricsPanel />);
  await screen.findByRole('switch', { name: integrationWords.enableEndpoint });
  return shown;
}

describe('metrics endpoint', () => {
  test.each([
    ['off', integrationWords.off],
    ['serving', integrationWords.served],
    ['waiting', integrationWords.notYetServed],
    ['failed', integrationWords.notServed],
  ] as const)('endpoint › %s › %s', async (given, words) => {
    now = state({ state: given, enabled: given !== 'off' });
    await open();
    expect(screen.getByText(words)).toBeTruthy();
    expect(endpoint().checked).toBe(given !== 'off');
  });

  test('endpoint › it failed › the reason is an alert; while it waits › a status', async () => {
    now = state({ state: 'failed', message: 'Port 9121 is in use by nginx.' });
    const { unmount } = await open();
    expect(screen.getByRole('alert').textContent).toBe('Port 9121 is in use by nginx.');
    unmount();
    now = state({ state: 'waiting', message: 'Start the app.' });
    await open();
    expect(screen.getByRole('status').textContent).toBe('Start the app.');
  });

  test('endpoint › switched off and on › asks for that, and the line for a terminal is the opposite', async () => {
    const { user } = await open();
    expect(document.body.textContent).toContain('--enable no');
    await user.click(endpoint());
    await waitFor(() => expect(inputs('exporter.save')).toEqual([{ enabled: false, port: 9121 }]));
    await waitFor(() => expect(document.body.textContent).toContain('--enable yes'));
  });

  test.each(['0', '65536', '123456', '-1', '1.5', '0x50', 'abc', '', ' ', '９１２１'])(
    'port › %j › one sentence, and it cannot be used, not even by Enter',
    async (typed) => {
      const { user } = await open();
      await user.clear(port());
      if (typed !== '') {
        await user.click(port());
        await user.paste(typed);
      }
      expect(screen.getByText(integrationWords.enterAPort)).toBeTruthy();
      expect(screen.getByRole<HTMLButtonElement>('button', { name: integrationWords.thisPortToUse }).disabled).toBe(
        true,
      );
      await user.type(port(), '{Enter}');
      expect(inputs('exporter.save')).toEqual([]);
    },
  );

  test('port › another one › applies on Enter, once', async () => {
    const { user } = await open();
    await fill(user, port(), ' 9200 ');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(inputs('exporter.save')).toEqual([{ port: 9200 }]));
    await waitFor(() => expect(port().value).toBe('9200'));
    expect(screen.queryByRole('button', { name: integrationWords.thisPortToUse })).toBeNull();
  });

  test('port › the core refuses it › a message with the reason, and what was typed stays', async () => {
    const { user } = await open();
    core.reply({
      exporter: {
        save: () => {
          throw failure('BAD_VALUE', 'port: 6379 is the port of main.', { field: 'port', expected: 'a free port' });
        },
      },
    });
    await fill(user, port(), '6379');
    await user.keyboard('{Enter}');
    expect(await screen.findByText('port: 6379 is the port of main.')).toBeTruthy();
    expect(port().value).toBe('6379');
  });

  test('disconnected › nothing can be changed, and the addresses stay', async () => {
    await open();
    act(() => connection.set({ state: 'reconnecting', since: 0 }));
    expect([endpoint().disabled, port().disabled]).toEqual([true, true]);
    expect(screen.getByText('http://127.0.0.1:9121/metrics')).toBeTruthy();
  });

  test('endpoint › its state cannot be read › the reason and Try again', async () => {
    core.reply({
      exporter: {
        state: () => {
          throw failure('NOT_FOUND', 'The home is gone.', { what: 'home', id: 'x' });
        },
      },
    });
    show(<MetricsPanel />);
    expect((await screen.findByRole('alert')).textContent).toContain('The home is gone.');
  });
});

describe('INFO', () => {
  const save = () => screen.getByRole<HTMLButtonElement>('button', { name: integrationWords.saveInfo });

  test.each([
    ['running', false],
    ['unhealthy', false],
    ['starting', false],
    ['stopped', true],
    ['missing', true],
  ] as const)('INFO › %s › cannot be saved: %s', (given, disabled) => {
    show(<InfoPanel instance={someStatus('acme', { state: given })} />);
    expect(save().disabled).toBe(disabled);
    expect(document.body.textContent?.includes(integrationWords.startIdToSaveIt('acme'))).toBe(disabled);
    expect(document.body.textContent).toContain('redis_metrics-acme.txt');
  });

  test('INFO › the server does not answer › the reason, and the button works again', async () => {
    core.reply({
      metrics: {
        info: () => {
          throw failure('TIMED_OUT', 'main does not answer.', { seconds: 5 });
        },
      },
    });
    const { user } = show(<InfoPanel instance={someStatus('main')} />);
    await user.click(save());
    expect(await screen.findByText('main does not answer.')).toBeTruthy();
    await waitFor(() => expect(save().disabled).toBe(false));
  });
});
