import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createChangeBus } from '../platform/events/change-bus.ts';
import { createPreferences } from '../preferences/create-preferences.ts';
import { createUpdates, type UpdateDeps } from './create-updates.ts';
import type { Updater } from './updates.ts';

const found = { version: '1.5.0', notes: '### Added\n\n- One', sizeBytes: 1000 };

/** An updater of the desktop app, with the replies of a test. */
function updaterWith(change: Partial<Updater> = {}) {
  return {
    unsupported: null,
    check: vi.fn(async () => found),
    download: vi.fn(async (progress: (fraction: number) => void) => progress(0.5)),
    install: vi.fn(),
    ...change,
  };
}

function updatesOf(updater: Updater | null, change: Partial<UpdateDeps> = {}) {
  const bus = createChangeBus();
  const preferences = createPreferences({
    ...{ home: temporaryFolder(), env: {}, bus },
    honours: () => true,
    checks: {},
  });
  const log = { info: vi.fn(), error: vi.fn() } as unknown as UpdateDeps['log'];
  const operations = { list: async () => [] };
  return { preferences, updates: createUpdates({ ...{ updater, preferences, bus, log, operations }, ...change }) };
}

describe('updates by consent', () => {
  test('a newer version › is offered with its notes, and nothing is downloaded', async () => {
    const updater = updaterWith();
    const { updates } = updatesOf(updater);
    expect(await updates.check()).toMatchObject({ status: 'available', ...found, skipped: false });
    expect(updater.download).not.toHaveBeenCalled();
    expect(updates.state().checkedAt).not.toBeNull();
  });

  test('none, or a staged release that is not offered here › current', async () => {
    const { updates } = updatesOf(updaterWith({ check: async () => null }));
    expect(await updates.check()).toMatchObject({ status: 'current', version: null });
    await expect(updates.download()).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('download, then install › each only when asked', async () => {
    const updater = updaterWith();
    const { updates } = updatesOf(updater);
    await updates.check();
    await expect(updates.install()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await updates.download()).toMatchObject({ status: 'ready', fraction: 1 });
    expect(updater.install).not.toHaveBeenCalled();
    // A later check does not take the ready version away.
    expect(await updates.check()).toMatchObject({ status: 'ready', version: '1.5.0' });
    await updates.install();
    expect(updater.install).toHaveBeenCalledOnce();
  });

  test('a skipped version › is marked, also after a restart; the next one is offered', async () => {
    const updater = updaterWith();
    const { updates, preferences } = updatesOf(updater);
    await updates.check();
    expect(await updates.skip()).toMatchObject({ skipped: true });
    const later = updatesOf(updater, { preferences }).updates;
    expect(await later.check()).toMatchObject({ version: '1.5.0', skipped: true });
    vi.mocked(updater.check).mockResolvedValue({ ...found, version: '1.6.0' });
    expect(await later.check()).toMatchObject({ version: '1.6.0', skipped: false });
  });

  test('a download whose checksum is wrong › fails with the reason, and can be tried again', async () => {
    const download = vi
      .fn<Updater['download']>()
      .mockRejectedValueOnce(new Error('sha512 checksum mismatch\n    at stack'))
      .mockResolvedValue(undefined);
    const { updates } = updatesOf(updaterWith({ download }));
    await updates.check();
    expect(await updates.download()).toMatchObject({
      status: 'failed',
      message: 'Could not download version 1.5.0: sha512 checksum mismatch',
    });
    expect(await updates.download()).toMatchObject({ status: 'ready' });
  });

  test('no network › the check fails with its reason, and the app continues', async () => {
    const check = vi.fn<Updater['check']>().mockRejectedValue(new Error('getaddrinfo ENOTFOUND'));
    const { updates } = updatesOf(updaterWith({ check }));
    expect(await updates.check()).toMatchObject({ status: 'failed', version: null });
    expect(updates.state().message).toContain('ENOTFOUND');
  });

  test('two checks at the same time › ask once', async () => {
    const updater = updaterWith();
    const { updates } = updatesOf(updater);
    await Promise.all([updates.check(), updates.check()]);
    expect(updater.check).toHaveBeenCalledOnce();
  });

  test('an operation is running › the update is not installed', async () => {
    const running = [{ state: 'running', pid: process.pid, title: 'Back up main' }];
    const operations = { list: async () => running } as unknown as UpdateDeps['operations'];
    const updater = updaterWith();
    const { updates } = updatesOf(updater, { operations });
    await updates.check();
    await updates.download();
    await expect(updates.install()).rejects.toMatchObject({ message: expect.stringContaining('Back up main') });
    expect(updater.install).not.toHaveBeenCalled();
  });

  test.each([
    ['a browser or a terminal', null, 'Only the desktop app updates itself'],
    ['a build without a place for updates', updaterWith({ unsupported: 'This build names no place.' }), 'no place'],
  ])('%s › says why, and refuses', async (_, updater, reason) => {
    const { updates } = updatesOf(updater);
    expect(updates.state().unsupported).toContain(reason);
    await expect(updates.check()).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('automatic checks', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test.each([
    ['off', 0, 0],
    ['notify', 1, 0],
    ['download', 1, 1],
  ] as const)('preferred %s › checks and downloads as often as that', async (wanted, checks, downloads) => {
    const updater = updaterWith();
    const { updates, preferences } = updatesOf(updater, {});
    vi.spyOn(preferences, 'get').mockImplementation(((name: string) => (name === 'updates' ? wanted : '')) as never);
    const end = updates.start();
    await vi.advanceTimersByTimeAsync(61_000);
    end();
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(updater.check).toHaveBeenCalledTimes(checks);
    expect(updater.download).toHaveBeenCalledTimes(downloads);
  });
});
