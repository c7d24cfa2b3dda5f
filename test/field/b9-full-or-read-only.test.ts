import { statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { runProgram } from '../support/run-program.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

/** Commands that write into the home. */
const lines: readonly (readonly string[])[] = [
  ['--action', 'schedule-backup', '--every', '6'],
  ['--action', 'backup'],
  ['--action', 'config', '--set', 'timeout=77', '--yes', 'yes'],
  ['--action', 'create-client', '--client-id', 'late', '--runtime', 'process'],
  ['--action', 'flush', '--yes', 'yes'],
  ['--action', 'restart'],
];

describeFieldPoint('B9', 'the home cannot be written', (runtime) => {
  if (runtime === 'docker') {
    test.skip('the home is written in the same way in both runtimes');
    return;
  }
  const { mounts } = inject('missing');
  if (mounts !== null) {
    test.skip(`every command gives one sentence [skipped: ${mounts}]`);
    return;
  }
  test.each(['full', 'read-only'])('the disk is %s › every command gives one sentence', async (state) => {
    const home = await useTestHome({ docker: false });
    const mount = (...args: string[]) => runProgram('mount', args).catch(() => ({ code: 1 }));
    expect(await mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', home.path)).toMatchObject({ code: 0 });
    onTestFinished(async () => void (await runProgram('umount', ['-l', home.path])));
    expect(await runInProcess(['--action', 'install', '--runtime', 'process'], home.env)).toMatchObject({ code: 0 });
    onTestFinished(async () => {
      await mount('-o', `remount,rw,${state === 'full' ? 'size=64m' : 'bind'}`, home.path);
      await runInProcess(['--action', 'stop', '--kill', 'yes', '--yes', 'yes'], home.env);
    });
    if (state === 'read-only') {
      // As a bind mount, because it can become read-only while a server has its log open.
      expect((await mount('--bind', home.path, home.path)).code).toBe(0);
      onTestFinished(async () => void (await runProgram('umount', ['-l', home.path])));
      expect((await mount('-o', 'remount,bind,ro', home.path)).code).toBe(0);
    } else {
      const { bavail, bsize } = await statfs(home.path);
      await writeFile(join(home.path, 'filler'), Buffer.alloc(bavail * bsize)).catch(() => undefined);
    }
    for (const line of lines) {
      const { code, stderr, stdout } = await runInProcess(line, home.env);
      const said = `${line.join(' ')}: exit ${code}\n${stdout}${stderr}`;
      expect(said).not.toMatch(/Something went wrong|\n\s+at /);
      if (line[1] === 'schedule-backup') expect(said).toMatch(/exit 1[\s\S]*(is full|cannot be written|needs about)/);
    }
  });
});
