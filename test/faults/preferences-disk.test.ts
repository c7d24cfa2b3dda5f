import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { describeNeeding } from '../support/needs.ts';
import { runProgram } from '../support/run-program.ts';
import { useTestHome } from '../support/use-test-home.ts';

/** A home on a small disk, if this machine allows mounting one. */
async function useHomeOnDisk(context: TestContext) {
  const disk = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
  onTestFinished(() => rm(disk, { recursive: true, force: true }));
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  if (code !== 0) context.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', [disk])));
  const home = await useTestHome({ docker: false });
  const path = join(disk, 'home');
  await mkdir(path);
  const services = await createServices({ env: { ...home.env, VROOLI_HOME: path }, client: 'browser' });
  onTestFinished(() => services.close());
  await services.preferences.save({ theme: 'dark' });
  return { disk, services, file: join(path, 'redis/desktop/preferences.json') };
}

describeNeeding(['linux', 'mounts'], 'preferences', () => {
  test('a full disk › a change › refused by name, and the chosen values are kept', async (context) => {
    const { disk, services, file } = await useHomeOnDisk(context);
    const before = await readFile(file, 'utf8');
    const { bavail, bsize } = await statfs(disk);
    const filler = join(disk, 'filler');
    await writeFile(filler, Buffer.alloc(bavail * bsize));
    await expect(services.preferences.save({ theme: 'light' })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(services.preferences.get('theme')).toBe('dark');
    expect(await readFile(file, 'utf8')).toBe(before);
    await rm(filler);
    await services.preferences.save({ theme: 'light' });
    expect(services.preferences.get('theme')).toBe('light');
  });

  test('a read-only disk › values are shown, a change is refused, and works afterwards', async (context) => {
    const { disk, services } = await useHomeOnDisk(context);
    await runProgram('mount', ['-o', 'remount,ro', disk]);
    expect(services.preferences.get('theme')).toBe('dark');
    expect(services.preferences.list().items.length).toBeGreaterThan(10);
    const refused = services.preferences.save({ theme: 'light' });
    await expect(refused).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    await expect(services.preferences.reset()).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    expect(services.preferences.get('theme')).toBe('dark');
    await runProgram('mount', ['-o', 'remount,rw', disk]);
    await services.preferences.save({ theme: 'light' });
    expect(services.preferences.get('theme')).toBe('light');
  });
});
