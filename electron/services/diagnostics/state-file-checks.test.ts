import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { place } from '../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { stateFileChecks } from './state-file-checks.ts';
import { unusedDataCheck } from './unused-data-checks.ts';

const DESKTOP = 'redis/desktop';
const SET_ASIDE = 'alerts.json.damaged-20261120-101010';

describe('state files', () => {
  test('state files › an empty home, and one whose files are whole › no check', async () => {
    const home = temporaryFolder();
    expect(await stateFileChecks(home)).toEqual([]);
    place(join(home, DESKTOP, 'alerts.json'), '{}');
    place(join(home, DESKTOP, 'app.log'), 'not JSON');
    place(join(home, DESKTOP, 'journal/one.jsonl'), '{"cut');
    place(join(home, 'port-registry.json'), '{}');
    expect(await stateFileChecks(home)).toEqual([]);
  });

  test('state files › truncated JSON, and an empty file › each is named with the fix', async () => {
    const home = temporaryFolder();
    place(join(home, DESKTOP, 'alerts.json'), '{"rules":');
    place(join(home, 'port-registry.json'), '');
    const checks = await stateFileChecks(home);
    expect(checks.map(({ title, level }) => [title, level])).toContainEqual(['File alerts.json', 'fail']);
    for (const { detail, fix } of checks) {
      expect(detail).toMatch(/cannot be read: .*\.$/);
      expect(fix).not.toBeNull();
    }
  });

  test('state files › a folder, a FIFO and a link to nothing in their place › reported, and no check waits', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, DESKTOP, 'schedules.json'), { recursive: true });
    execFileSync('mkfifo', [join(home, DESKTOP, 'alerts.json')]);
    symlinkSync('gone', join(home, DESKTOP, 'metrics.json'));
    const titles = (await stateFileChecks(home)).map(({ title }) => title);
    expect(titles).toContain('File schedules.json');
    expect(titles).toContain('File alerts.json');
  });

  test('state files › set aside by this app › a warning that names the copy, in every folder that has some', async () => {
    const home = temporaryFolder();
    place(join(home, DESKTOP, SET_ASIDE), 'x');
    place(join(home, DESKTOP, 'processes', 'main.json.damaged-20261120-101010-2'), 'x');
    place(join(home, 'clients/acme/redis.json.damaged-20261120-101010'), 'x');
    const checks = await stateFileChecks(home);
    expect(checks.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn']);
    expect(checks.map(({ id }) => id)).toContain(`set-aside-${DESKTOP}/${SET_ASIDE}`);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(3);
  });

  test('state files › other files beside them › ignored', async () => {
    const home = temporaryFolder();
    place(join(home, DESKTOP, 'notes.txt'), '{');
    place(join(home, DESKTOP, 'processes', 'main.json'), '{');
    place(join(home, 'clients/acme/redis.json'), '{');
    place(join(home, 'package.json'), '{');
    expect(await stateFileChecks(home)).toEqual([]);
  });

  test('state files › a file in place of a folder › does not stop the other checks', async () => {
    const home = temporaryFolder();
    place(join(home, DESKTOP, 'journal'), 'a file');
    place(join(home, 'clients'), 'a file');
    place(join(home, DESKTOP, 'alerts.json'), '{');
    expect((await stateFileChecks(home)).map(({ title }) => title)).toContain('File alerts.json');
  });
});

describe('unused data', () => {
  test('unused data › none, or no folder › no check', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'dump.rdb'), 'x');
    expect(unusedDataCheck('main', folder)).toEqual([]);
    expect(unusedDataCheck('main', join(folder, 'gone'))).toEqual([]);
  });
});
