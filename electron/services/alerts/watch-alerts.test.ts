import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../shared/contract/activity.ts';
import type { Backup } from '../../../shared/contract/backup.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { goodVerification, someBackup } from '../../../test/support/some-backup.ts';
import { keptLog } from '../../../test/support/some-operations.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import type { MetricsTick } from '../metrics/metrics.ts';
import { createChangeBus } from '../platform/events/change-bus.ts';
import { readAlertState } from './alert-files.ts';
import { watchAlerts } from './watch-alerts.ts';

const failedVerification = { ...goodVerification, ok: false, message: 'The file is truncated.' };
const good = someBackup('nightly', new Date().toISOString(), { proof: goodVerification });
const bad = someBackup('nightly', new Date().toISOString(), { proof: failedVerification });

describe('alerts', () => {
  test('a failed verification › raised once, announced and recorded', async () => {
    const watch = watched([bad]);
    watch.tick();
    await waitFor('the alert', async () => (await watch.active()).length === 1);
    watch.tick();
    watch.tick();
    await watch.settled();
    expect(await watch.active()).toEqual(['proof-failed:main']);
    expect(watch.changes.filter((noun) => noun === 'alerts')).toHaveLength(1);
    expect(watch.recorded.map(({ kind }) => kind)).toEqual(['alert']);
    await watch.end();
  });

  test('another client records the samples › nothing is written here', async () => {
    const watch = watched([bad]);
    watch.tick({ recording: false });
    await watch.settled();
    expect(await watch.active()).toEqual([]);
    expect(watch.reads()).toBe(0);
    await watch.end();
  });

  test('a new backup is announced › read at the next sample, and the alert ends', async () => {
    const watch = watched([bad]);
    watch.tick();
    await waitFor('the alert', async () => (await watch.active()).length === 1);
    watch.keep([good]);
    watch.tick();
    await watch.settled();
    expect(await watch.active()).toHaveLength(1);
    watch.announce('backups');
    watch.tick();
    await waitFor('the end of the alert', async () => (await watch.active()).length === 0);
    await watch.end();
  });

  test('samples without a change › the backups are read once', async () => {
    const watch = watched([good]);
    for (let sample = 0; sample < 5; sample++) {
      watch.tick();
      await watch.settled();
    }
    expect(watch.reads()).toBe(1);
    watch.announce('instances');
    watch.tick();
    await watch.settled();
    expect(watch.reads()).toBe(2);
    await watch.end();
  });

  test('the backups cannot be read › an active alert about them stays', async () => {
    const watch = watched([bad]);
    watch.tick();
    await waitFor('the alert', async () => (await watch.active()).length === 1);
    watch.keep(null);
    watch.announce('backups');
    watch.tick();
    await watch.settled();
    expect(await watch.active()).toEqual(['proof-failed:main']);
    await watch.end();
  });

  test('a sample fails to be evaluated › logged, and the next one is evaluated', async () => {
    const watch = watched([bad]);
    watch.failOnce(new Error('the folder is gone'));
    watch.tick();
    await waitFor('the log', () => watch.log.errors.length === 1);
    expect(watch.log.errors).toEqual(['evaluating the alert rules failed: the folder is gone']);
    watch.tick();
    await waitFor('the alert', async () => (await watch.active()).length === 1);
    await watch.end();
  });

  test('the watch has ended › no further sample is evaluated', async () => {
    const watch = watched([bad]);
    await watch.end();
    watch.tick();
    await watch.settled();
    expect(await watch.active()).toEqual([]);
  });
});

/** @param first the backups of main; null: unreadable */
function watched(first: readonly Backup[] | null) {
  const home = temporaryFolder();
  mkdirSync(home, { recursive: true });
  const bus = createChangeBus();
  const log = keptLog();
  const changes: string[] = [];
  const recorded: Partial<ActivityEvent>[] = [];
  let backups = first;
  let reads = 0;
  let fault: Error | null = null;
  let listener: (tick: MetricsTick) => void = () => undefined;
  bus.listen(({ noun }) => changes.push(noun));
  const end = watchAlerts(
    {
      ...{ home, bus, log },
      activity: { record: async (event: Partial<ActivityEvent>) => void recorded.push(event) } as never,
      catalogue: { all: async () => [{ id: 'main', tenant: null, paths: { backups: home }, settings: null }] } as never,
      observer: { link: async () => null },
      operations: {
        async list() {
          const error = fault;
          fault = null;
          if (error) throw error;
          return [];
        },
      } as never,
      backups: {
        async list() {
          reads += 1;
          if (backups === null) throw new Error('unreadable');
          return backups;
        },
      } as never,
      schedules: { list: async () => [] } as never,
    },
    {
      onTick(next) {
        listener = next;
        return () => {
          listener = () => undefined;
        };
      },
    },
  );
  return {
    ...{ changes, recorded, log, end },
    reads: () => reads,
    keep: (next: readonly Backup[] | null) => {
      backups = next;
    },
    announce: (noun: 'backups' | 'instances') => bus.emit({ noun, id: null }),
    failOnce: (error: Error) => {
      fault = error;
    },
    tick({ recording = true, statuses = [someStatus('main')] }: Partial<MetricsTick> = {}) {
      const sample = { at: new Date(), statuses: statuses as readonly InstanceStatus[], samples: [], info: new Map() };
      listener({ ...sample, recording } as unknown as MetricsTick);
    },
    active: async () => (await readAlertState(home)).active.map(({ id }) => id),
    // Longer than an evaluation, which reads a few small files.
    settled: () => sleep(100),
  };
}
