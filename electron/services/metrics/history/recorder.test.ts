import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { metricName } from '../../../../shared/contract/metrics.ts';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { keptLog } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { metricsFolder } from '../../platform/home/paths.ts';
import type { TickSample } from '../collect/collector.ts';
import { readRange } from './range.ts';
import { createRecorder } from './recorder.ts';

const START = Date.parse('2026-11-20T10:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000);
const sample = (id: string, keys: number): TickSample => ({
  ...{ id, sinceMs: 1000 },
  values: { ...Object.fromEntries(metricName.options.map((name) => [name, null])), keys },
});

function recorder(home = temporaryFolder(), keptDays = 90) {
  const log = keptLog();
  const own = createRecorder(home, log, () => keptDays);
  onTestFinished(() => own.release());
  return { own, log, home, folder: metricsFolder(home) };
}

async function recordedKeys(folder: string, id: string) {
  const span = { from: at(0).toISOString(), to: at(10).toISOString() };
  const { series } = await readRange(folder, { ids: [id], metrics: ['keys'], points: 10, ...span }, () => undefined);
  return series[0]?.last.filter((value) => value !== null);
}

describe('the recorder of a home', () => {
  test('claim › no instances › takes no lock and creates no file', async () => {
    const { own, folder } = recorder();
    expect(await own.claim([])).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });

  test('claim › of two clients › one records; the other takes over when it is released', async () => {
    const one = recorder();
    const other = recorder(one.home);
    expect(await one.own.claim(['main'])).toBe(true);
    expect(await one.own.claim(['main'])).toBe(true);
    expect(await other.own.claim(['main'])).toBe(false);
    await one.own.release();
    expect(await other.own.claim(['main'])).toBe(true);
    expect(await one.own.claim(['main'])).toBe(false);
  });

  test('claim › the lock of a client that was killed › is taken over', async () => {
    const { own, folder } = recorder();
    mkdirSync(folder, { recursive: true });
    const holder = { pid: deadPid(), began: null };
    writeFileSync(join(folder, 'recorder.lock'), JSON.stringify({ holder, about: 'recording' }));
    expect(await own.claim(['main'])).toBe(true);
  });

  test('claim › someone replaced the lock file › is no longer the recorder', async () => {
    const { own, folder, home } = recorder();
    await own.claim(['main']);
    const lock = join(folder, 'recorder.lock');
    renameSync(lock, `${lock}.moved`);
    expect(await recorder(home).own.claim(['main'])).toBe(true);
    expect(await own.claim(['main'])).toBe(false);
  });

  test('claim › the last instance is gone › releases, and leaves no empty folder', async () => {
    const { own, folder } = recorder();
    await own.claim(['main']);
    expect(await own.claim([])).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('recording', () => {
  test('write › several instances › each has its own history', async () => {
    const { own, folder } = recorder();
    await own.claim(['main', 'acme']);
    await own.write(at(1), [sample('main', 5), sample('acme', 7)], ['main', 'acme']);
    await own.write(at(2), [sample('main', 6)], ['main', 'acme']);
    expect(await recordedKeys(folder, 'main')).toEqual([5, 6]);
    expect(await recordedKeys(folder, 'acme')).toEqual([7]);
  });

  test('write › cannot write › logs the pause once with the reason, and when it continues', async () => {
    const { own, log, folder } = recorder();
    await own.claim(['main']);
    writeFileSync(join(folder, 'main'), 'a file where the folder should be');
    await own.write(at(1), [sample('main', 1)], ['main']);
    await own.write(at(2), [sample('main', 2)], ['main']);
    expect(log.infos).toHaveLength(1);
    expect(log.infos[0]).toMatch(/^metrics recording paused: /);
    rmSync(join(folder, 'main'));
    await own.write(at(3), [sample('main', 3)], ['main']);
    expect(log.infos[1]).toMatch(/^metrics recording resumed; paused since \d{4}-.*: /);
    expect(await recordedKeys(folder, 'main')).toEqual([3]);
  });

  test('write › one instance cannot be written › the others are', async () => {
    const { own, folder } = recorder();
    await own.claim(['main', 'acme']);
    writeFileSync(join(folder, 'main'), 'x');
    await own.write(at(1), [sample('main', 1), sample('acme', 2)], ['main', 'acme']);
    expect(await recordedKeys(folder, 'acme')).toEqual([2]);
  });

  test('write › the history of a tenant that was destroyed long ago › is deleted; a recent one and main’s are kept', async () => {
    const { own, folder } = recorder();
    await own.claim(['acme']);
    const past = (id: string, days: number) => {
      mkdirSync(join(folder, id), { recursive: true });
      const file = join(folder, id, 'ticks.log');
      writeFileSync(file, '');
      const time = new Date(START - days * 86_400_000);
      utimesSync(file, time, time);
    };
    past('gone', 30);
    past('fresh', 1);
    past('main', 30);
    past('Not An Instance', 300);
    await own.write(at(0), [sample('acme', 1)], ['acme']);
    expect(
      readdirSync(folder)
        .filter((name) => !name.endsWith('.lock'))
        .sort(),
    ).toEqual(['Not An Instance', 'acme', 'fresh', 'main']);
  });

  test('claim › the home cannot be written › is not the recorder, and says why once', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const { own, log, home } = recorder();
    chmodSync(home, 0o500);
    onTestFinished(() => chmodSync(home, 0o700));
    expect([await own.claim(['main']), await own.claim(['main'])]).toEqual([false, false]);
    expect(log.infos).toHaveLength(1);
  });
});
