import { act, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Machine, MachineFigures } from '../../../../shared/contract/machine.ts';
import { show } from '../../../../test/support/components/show.tsx';
import * as words from '../words/machines.ts';
import { MachineTable } from './machine-table.tsx';

const GB = 1024 ** 3;

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2+dfsg1' },
  ...{ answeredInMs: 6, memoryBytes: 16 * GB, processors: 4, tenants: 3 },
  ...change,
});

const figures = (name: string, change: Partial<MachineFigures> = {}): MachineFigures => ({
  ...{ name, usedBytes: 2 * GB, cpuPercent: 12.5, cpu: [1, 12.5], growthBytes: 0.5 * GB, fullInDays: 28.4 },
  ...change,
});

/** Shows machines with their figures. @returns the names of the machines to drain */
function showMachines(...rows: readonly (readonly [Machine, MachineFigures?])[]): readonly string[] {
  const drained: string[] = [];
  const given = rows.map(([one, own]) => ({ machine: one, figures: own }));
  show(<MachineTable rows={given} onDrain={(name) => drained.push(name)} />);
  return drained;
}

/** The texts of the cells of a machine's row. */
function cellsOf(name: string): readonly (string | null)[] {
  const row = screen.getAllByRole('row').find((one) => within(one).queryByText(name));
  if (!row) throw new Error(`no row of ${name}`);
  return within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);
}

const openMenu = (name: string) => act(async () => screen.getByRole('button', { name: words.actionsOf(name) }).click());

describe('machines', () => {
  test('a connected machine › state, engine, memory, processor time, tenants, forecast and latency', () => {
    showMachines([machine('build-01'), figures('build-01')]);
    expect(cellsOf('build-01')).toEqual([
      'build-01ssh://build-01',
      words.connected,
      'Docker 28.2.2',
      expect.stringContaining(words.usedOf('2 GB', '16 GB')),
      expect.stringContaining('12.5 %'),
      words.countOf(3, 19),
      words.days(28),
      '6 ms',
      '',
    ]);
  });

  test('this computer › by that name, and without a latency', () => {
    showMachines([machine('local', { address: '/var/run/docker.sock' }), figures('local')]);
    const cells = cellsOf(words.thisComputer);
    expect([cells[0], cells.at(-2)]).toEqual([`${words.thisComputer}/var/run/docker.sock`, '—']);
  });

  test('no history yet › no figures, and no forecast', () => {
    showMachines([machine('build-01', { memoryBytes: null })]);
    const [, , , memory, cpu, , full] = cellsOf('build-01');
    expect([memory?.trim(), cpu, full]).toEqual(['—', `${words.cpuHour}—`, '—']);
  });

  test('memory that is full soon › marked; later, not', () => {
    showMachines(
      [machine('soon'), figures('soon', { fullInDays: 44 })],
      [machine('later'), figures('later', { fullInDays: 46 })],
    );
    expect(screen.getByText(words.days(44)).dataset['soon']).toBe('true');
    expect(screen.getByText(words.days(46)).dataset['soon']).toBeUndefined();
  });

  test('a machine in production › is marked', () => {
    showMachines([machine('cloud', { production: true })], [machine('build-01')]);
    expect(screen.getAllByText(words.production)).toHaveLength(1);
    expect(cellsOf('cloud')[0]).toContain(words.production);
  });
});

describe('machines › one that is away', () => {
  const problem = { message: 'No route to nuc.', fix: 'Check your VPN.' };
  const since = new Date(Date.now() - 90_000).toISOString();

  test('since when, the reason, and that its tenants show their last state', () => {
    showMachines([machine('nuc', { state: 'unreachable', since, problem })], [machine('build-01')]);
    expect(cellsOf('nuc')[1]).toBe(words.unreachable);
    expect(screen.getByText('No route to nuc.')).toBeTruthy();
    expect(screen.getByText(words.itsTenantsShowTheirLastState(3))).toBeTruthy();
    expect(screen.getAllByRole('row')).toHaveLength(4);
  });

  test('memory that is unknown › no zero', () => {
    showMachines([machine('nuc', { state: 'unreachable', memoryBytes: null }), figures('nuc', { usedBytes: 0 })]);
    expect(cellsOf('nuc')[3]?.trim()).toBe('—');
  });

  test('without tenants › no mention of tenants', () => {
    showMachines([machine('nuc', { state: 'unreachable', since, problem, tenants: 0 })]);
    expect(screen.queryByText(words.itsTenantsShowTheirLastState(0))).toBeNull();
  });

  test('this computer without an engine › no separate row, because its processes run', () => {
    showMachines([machine('local', { state: 'unreachable', problem })]);
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });
});

describe('machines › drain', () => {
  test('a machine with tenants › asks for the drain of this one', async () => {
    const drained = showMachines([machine('build-01')], [machine('build-02')]);
    await openMenu('build-02');
    const drain = await screen.findByRole('menuitem', { name: words.drain });
    await act(async () => drain.click());
    expect(drained).toEqual(['build-02']);
  });

  test('a machine without tenants, and one that is away › cannot be drained', async () => {
    for (const change of [{ tenants: 0 }, { state: 'unreachable' as const }]) {
      const { unmount } = show(
        <MachineTable rows={[{ machine: machine('nuc', change), figures: undefined }]} onDrain={() => undefined} />,
      );
      await openMenu('nuc');
      expect(await screen.findByRole('menuitem', { name: words.drain })).toHaveProperty('disabled', true);
      unmount();
    }
  });
});
