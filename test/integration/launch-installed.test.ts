import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { useTestHome } from '../support/use-test-home.ts';

/** The folders of an installed app, unpacked, with the built program of this checkout in them. */
async function installedApp(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-installed app-`)));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'resources/app/out'), { recursive: true });
  // Builds it if necessary.
  await runManage(['--version'], { PATH: process.env.PATH ?? '', HOME: folder });
  await cp(join(projectRoot, 'out/main'), join(folder, 'resources/app/out/main'), { recursive: true });
  await cp(join(projectRoot, 'package.json'), join(folder, 'resources/app/package.json'));
  await cp(join(projectRoot, 'resources/manage.sh'), join(folder, 'resources/manage.sh'));
  return folder;
}

describeNeeding(['posix'], 'manage.sh in an installed app', () => {
  test('Electron beside it › runs it as Node.js, with unchanged arguments', async () => {
    const app = await installedApp();
    const program = join(app, 'vrooli-redis-desktop');
    await writeFile(
      program,
      `#!/bin/sh\n[ "$ELECTRON_RUN_AS_NODE" = 1 ] || exit 99\nexec '${process.execPath}' "$@"\n`,
    );
    await chmod(program, 0o755);
    const home = await useTestHome({ docker: false });
    await symlink(join(app, 'resources/manage.sh'), join(home.path, 'vrooli-redis'));
    const run = (...args: string[]) => runProgram(join(home.path, 'vrooli-redis'), args, { env: home.env, cwd: '/' });
    expect(await run('--version')).toMatchObject({ code: 0, stderr: '' });
    const refused = await run('--action', 'two words');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('"two words"') });
  });

  test('no Electron beside it › runs with Node.js', async () => {
    const app = await installedApp();
    const home = await useTestHome({ docker: false });
    const result = await runProgram(join(app, 'resources/manage.sh'), ['--version'], { env: home.env });
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });

  test('app missing › says what to do', async () => {
    const app = await installedApp();
    await rm(join(app, 'resources/app'), { recursive: true });
    const result = await runProgram(join(app, 'resources/manage.sh'), ['--json'], { env: process.env });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('does not stand beside the program');
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'INTERNAL' } });
  });
});
