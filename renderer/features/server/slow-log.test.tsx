import { screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SlowLogReport } from '../../../shared/contract/server.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { AT, open } from '../../../test/support/components/server-panels.tsx';
import { fill, show } from '../../../test/support/components/show.tsx';
import { milliseconds } from './model/figures.ts';
import { entryColumns, groupColumns } from './slow-log/slow-log-columns.tsx';
import * as frameWords from './words/frame.ts';
import * as slowLogWords from './words/slow-log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('slow log of a server', () => {
  const entry = (id: number, command: string, tookUsec: number) => ({
    ...{ id, at: AT, tookUsec, command, name: command.split(' ')[0] ?? '', pattern: '', address: '?:0', client: '' },
  });
  const group = (name: string, change: Partial<SlowLogReport['groups'][number]> = {}) => ({
    ...{
      name,
      pattern: 'session:*',
      count: 12,
      totalUsec: 1_200_000,
      maxUsec: 15_500,
      lastAt: AT,
      longest: `${name} session:1`,
    },
    ...change,
  });
  const report = (change: Partial<SlowLogReport> = {}): SlowLogReport => ({
    ...{ id: 'main', from: AT, to: AT, thresholdUsec: 10_000, serverKeeps: 128, recordedSince: AT, lost: 0, count: 2 },
    ...{ groups: [group('HGETALL'), group('KEYS')], entries: [entry(1, 'KEYS *', 20_000), entry(2, 'HGETALL a', 900)] },
    refused: null,
    ...change,
  });

  test.each([
    [120, '0.12 ms'],
    [12_340, '12.3 ms'],
    [153_000, '153 ms'],
    [1_250_000, '1.3 s'],
  ])('milliseconds › %i µs › %s', (usec, text) => expect(milliseconds(usec)).toBe(text));

  test('columns › a command of a script has no address › says so', () => {
    const column = entryColumns.find(({ id }) => id === 'client');
    show(<div>{column?.cell(entry(1, 'GET a', 1))}</div>);
    expect(screen.getByText(slowLogWords.inAScript)).toBeTruthy();
  });

  test('columns › by command › the pattern of its keys, or a dash without a key', () => {
    const keys = groupColumns.find(({ id }) => id === 'keys');
    const { container } = show(<div>{keys?.cell(group('KEYS', { pattern: '' }))}</div>);
    expect(container.textContent).toContain('—');
    expect(groupColumns.map(({ sortValue }) => sortValue?.(group('KEYS')))).toEqual([
      'KEYS',
      'session:*',
      12,
      1_200_000,
      15_500,
      AT,
    ]);
  });

  test('a command is opened › its entries, found by its name', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log');
    await user.dblClick(await screen.findByText('KEYS'));
    expect(await screen.findByText('KEYS *')).toBeTruthy();
    expect(screen.queryByText('HGETALL a')).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: slowLogWords.findCommandOrKey }).value).toBe('KEYS');
  });

  test('find › no match › the filter can be cleared; the range stays', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log');
    await screen.findByText('HGETALL');
    await fill(user, screen.getByRole('textbox', { name: slowLogWords.findCommandOrKey }), 'zzz');
    await user.click(await screen.findByRole('button', { name: slowLogWords.clearFilter }));
    expect(await screen.findByText('HGETALL')).toBeTruthy();
  });

  test('Copy as CSV › time, microseconds, command and client of each entry', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log');
    await screen.findByText('HGETALL');
    await user.click(screen.getByRole('button', { name: frameWords.copyAsCsv }));
    await screen.findByText(frameWords.copiedAsCsv(slowLogWords.slowLog));
    expect(await navigator.clipboard.readText()).toContain(`${AT},20000,KEYS *,,?:0\r\n`);
  });

  test.each([
    [null, slowLogWords.unknownThreshold],
    [-1, slowLogWords.off],
    [10_000, slowLogWords.threshold('10.0 ms', '128')],
  ])('threshold › %s › a sentence', async (thresholdUsec, sentence) => {
    core.reply({ server: { slowLog: () => report({ thresholdUsec, recordedSince: null }) } });
    open('slow-log');
    const notes = await screen.findByText(new RegExp(slowLogWords.notRecordedYet.slice(0, 20)));
    expect(notes.textContent).toContain(sentence);
  });

  test('a time of a link › the last 24 hours are one click away', async () => {
    core.reply({ server: { slowLog: () => report() } });
    const { user } = open('slow-log', { from: AT, to: '2020-01-02T03:05:05.000Z' });
    await user.click(await screen.findByRole('button', { name: slowLogWords.showLast24Hours }));
    expect(window.location.hash).toBe('#/instances/main/slow-log');
  });

  test('more entries than are listed › says how many there are', async () => {
    sessionStorage.setItem('vrooli.server.slow-log.shape', '"entries"');
    core.reply({ server: { slowLog: () => report({ count: 5000 }) } });
    open('slow-log');
    expect(await screen.findByText(slowLogWords.shownOf('2', '5,000'))).toBeTruthy();
  });
});
