import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { CommandFigures, CommandSample } from '../../../../shared/contract/command-stats.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import * as commandsWords from '../words/commands.ts';
import { commandColumns } from './command-columns.tsx';
import { commandsCsv } from './commands-csv.ts';
import { CommandsView } from './commands-view.tsx';

const recent = {
  ...{ callsPerSecond: 12.5, usecPerCall: 3.2, timeShare: 0.25, rejectedPerSecond: 0, failedPerSecond: 0 },
};
const command = (name: string, change: Partial<CommandFigures> = {}): CommandFigures => ({
  ...{ command: name, calls: 1200, usec: 4000, usecPerCall: 3.3, timeShare: 0.5, rejected: 2, failed: 3 },
  ...{ p50Usec: 1, p99Usec: 7.6, p999Usec: 0.4, recent },
  ...change,
});
const sample = (commands: readonly CommandFigures[], change: Partial<CommandSample> = {}): CommandSample => ({
  ...{ id: 'main', at: '2020-01-02T03:04:05.000Z', state: 'answering', reason: null, sinceMs: 1000, busyShare: 0.031 },
  ...{ percentiles: 'known', commands: [...commands], errors: [] },
  ...change,
});

function open(...samples: readonly CommandSample[]) {
  core.reply({
    metrics: {
      settings: () => ({ intervalMs: 5000, watchedIntervalMs: 1000 }),
      commands: async function* () {
        yield* samples;
        await new Promise(() => undefined);
      } as never,
    },
  });
  return show(<CommandsView id="main" />);
}

const ids = () => screen.getAllByRole('row').flatMap((row) => row.getAttribute('data-id') ?? []);
const heads = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
const facts = async (text: string) =>
  (await screen.findByText(text, { selector: 'strong' })).closest('search')?.textContent;

describe('commands of an instance', () => {
  test('commands › with their rate, time and errors, a subcommand as people write it', async () => {
    open(sample([command('get'), command('config|get', { calls: 7 })]));
    await waitFor(() => expect(ids()).toEqual(['get', 'config|get']));
    const row = screen.getAllByRole('row').find((one) => one.getAttribute('data-id') === 'config|get');
    expect(row?.textContent).toContain('CONFIG GET');
    expect(row?.textContent).toContain('25.0 %');
    expect(row?.textContent).toContain('7');
  });

  test('facts › calls of all commands, the share of the CPU, and the two most frequent errors', async () => {
    const errors = ['WRONGTYPE', 'OOM', 'NOAUTH'].map((code, at) => ({ code, count: 10, perSecond: 3 - at }));
    open(sample([command('get'), command('set')], { errors: [{ code: 'ERR', count: 5, perSecond: 0 }, ...errors] }));
    const text = await facts('25.0');
    expect(text).toContain('25.0 calls/s');
    expect(text).toContain('3.1 % of CPU time in commands');
    expect(text).toContain('WRONGTYPE 3.0/s');
    expect(text).toContain('OOM 2.0/s');
    expect(text).not.toContain('NOAUTH');
    expect(text).not.toContain('ERR ');
  });

  test('facts › the first sample › says when rates appear, instead of zeros', async () => {
    open(sample([command('get', { recent: null })], { sinceMs: null, busyShare: null }));
    expect(await screen.findByText(commandsWords.ratesAppearAfterTheNextSample)).toBeTruthy();
    await waitFor(() => expect(ids()).toEqual(['get']));
    expect(screen.getAllByRole('row').at(-1)?.textContent).toContain('—');
  });

  test('filter › by the shown or the server’s name › the others are hidden; Escape shows all', async () => {
    const { user } = open(sample([command('get'), command('config|get'), command('set')]));
    const field = await screen.findByRole('textbox', { name: commandsWords.filterCommandsByName });
    for (const [text, found] of [
      ['CONFIG GET', ['config|get']],
      ['config|', ['config|get']],
      ['get', ['get', 'config|get']],
    ] as const) {
      await fill(user, field, text);
      await waitFor(() => expect(ids()).toEqual(found));
    }
    await user.keyboard('{Escape}');
    await waitFor(() => expect(ids()).toHaveLength(3));
    await fill(user, field, 'nothing');
    await user.click(await screen.findByRole('button', { name: commandsWords.clearFilter }));
    await waitFor(() => expect(ids()).toHaveLength(3));
  });

  test.each([
    ['known', true, ''],
    ['too-old', false, 'Percentiles need Redis 7 or later.'],
    ['off', false, 'There are no percentiles because latency-tracking is “no”.'],
  ] as const)('percentiles › %s › columns: %s; the note says why', async (percentiles, isShown, words) => {
    open(sample([command('get')], { percentiles }));
    await waitFor(() => expect(ids()).toEqual(['get']));
    expect(heads().some((head) => head?.startsWith('p99'))).toBe(isShown);
    expect(screen.getByText(new RegExp(`including this app’s own calls\\..*${words}`))).toBeTruthy();
  });

  test('no commands yet › says when one appears', async () => {
    open(sample([]));
    expect(await screen.findByText(commandsWords.noCommandsSinceStart('main'))).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: commandsWords.copyAsCsv }).disabled).toBe(true);
  });

  test('not running › leads to the instance; refused › the reason', async () => {
    const { user, unmount } = open(sample([], { state: 'not-running' }));
    await user.click(await screen.findByRole('button', { name: commandsWords.goToId('main') }));
    expect(window.location.hash).toBe('#/instances/main');
    window.location.hash = '';
    unmount();
    open(sample([], { state: 'refused', reason: 'The access rules do not permit INFO.' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The access rules do not permit INFO.');
  });

  test('the instance does not exist › the failure, and no further attempts', async () => {
    core.reply({
      metrics: {
        settings: () => ({ intervalMs: 5000, watchedIntervalMs: 1000 }),
        commands() {
          throw failure('NOT_FOUND', 'There is no instance "main".', { what: 'instance', id: 'main' });
        },
      },
    });
    show(<CommandsView id="main" />);
    expect((await screen.findByRole('alert')).textContent).toContain('There is no instance "main".');
    await act(async () => undefined);
    expect(core.calls.filter(({ procedure }) => procedure === 'metrics.commands')).toHaveLength(1);
  });

  test('the interval of the charts › is asked for, and in the CLI command', async () => {
    open(sample([command('get')]));
    await waitFor(() => expect(ids()).toEqual(['get']));
    expect(core.calls.find(({ procedure }) => procedure === 'metrics.commands')?.input).toEqual({
      id: 'main',
      intervalMs: 1000,
    });
    expect(screen.getByTitle('manage.sh --action commands --interval 1')).toBeTruthy();
  });

  test('Copy as CSV › only the commands that are shown', async () => {
    const { user } = open(sample([command('get'), command('set')]));
    await waitFor(() => expect(ids()).toHaveLength(2));
    await fill(user, screen.getByRole('textbox', { name: commandsWords.filterCommandsByName }), 'set');
    await waitFor(() => expect(ids()).toEqual(['set']));
    await user.click(screen.getByRole('button', { name: commandsWords.copyAsCsv }));
    await screen.findByText(commandsWords.commandStatisticsCopiedAsCsv);
    expect((await navigator.clipboard.readText()).trim().split('\r\n').slice(1)).toHaveLength(1);
  });
});

describe('columns of commands', () => {
  const column = (id: string) => commandColumns.find((one) => one.id === id);
  const cell = (id: string, of: CommandFigures) => show(<div>{column(id)?.cell(of)}</div>).container;

  test('errors › rejected and failed together, each in the tooltip', () => {
    const shown = within(cell('errors', command('get')));
    expect(shown.getByTitle(commandsWords.rejectedBeforeExecutionFailed('2', '3')).textContent).toBe('5');
  });

  test('errors › a server that does not count them › a dash, and no tooltip', () => {
    const shown = cell('errors', command('get', { rejected: null, failed: null }));
    expect(shown.textContent).toContain('—');
    expect(shown.querySelector('[title]')).toBeNull();
  });

  test.each([
    ['p50', '1'],
    ['p99', '8'],
    ['p999', '< 1'],
  ])('%s › in whole microseconds › %s', (id, text) => expect(cell(id, command('get')).textContent).toContain(text));

  test('share › unknown › an empty bar and a dash', () => {
    const shown = cell('share', command('get', { recent: { ...recent, timeShare: null } }));
    expect(shown.querySelector<HTMLElement>('[class*="meter"]')?.style.width).toBe('0%');
    expect(shown.textContent).toContain('—');
  });

  test('each column › can be sorted; unknown values have no rank', () => {
    const first = command('get', { recent: null, p50Usec: null });
    expect(['rate', 'usec', 'share', 'p50', 'errors-rate'].map((id) => column(id)?.sortValue?.(first))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(commandColumns.every(({ sortValue }) => sortValue !== undefined)).toBe(true);
  });

  test('CSV › unknown values stay empty instead of 0', () => {
    const [head, line] = commandsCsv([command('config|get', { recent: null, p50Usec: null })]).split('\r\n');
    expect(head?.split(',')).toHaveLength(13);
    expect(line).toBe('config|get,,,,,,,7.6,0.4,1200,4000,2,3');
  });
});
