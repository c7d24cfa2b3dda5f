import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { useBackupHome } from '../support/backup-home.ts';
import { endChild, track } from '../support/children.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';
import { loadTestImage, useDockerHome } from './docker-fixture.ts';

/** A temporary folder, removed after the test. */
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-image-`));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A local redis-server that is too old for the containers' data, and an image that is not. */
async function useOldProgram(): Promise<Record<string, string>> {
  const programs = await folder();
  const program = join(programs, 'redis-server');
  await writeFile(program, '#!/bin/sh\necho "Redis server v=5.0.14 sha=0:0 malloc=libc bits=64 build=0"\n');
  await chmod(program, 0o755);
  const docker = await useDockerHome();
  await loadTestImage(docker);
  return { REDIS_IMAGE: docker.image, PATH: `${programs}:${process.env.PATH}` };
}

/** The states of the scratch containers of a home. */
async function scratchContainers(home: TestHome): Promise<readonly string[]> {
  const all = await dockerAt(home.dockerHost ?? '').listContainers({ all: true });
  const own = all.filter(({ Labels }) => Labels['vrooli.aside'] !== undefined && Labels['vrooli.home'] === home.path);
  return own.map(({ State }) => State);
}

describeNeeding(['redis', 'docker', 'linux'], 'backups › data that the local redis-server cannot load', () => {
  it('a container of the image › verifies it and converts it to a snapshot', async () => {
    const { home, services, data, backUp, restore, done } = await useBackupHome({
      runtime: 'docker',
      mode: 'aof',
      env: await useOldProgram(),
    });
    await fillDataset(home.port, 500);
    const before = await readDataset(home.port);
    const taken = await backUp('snapshot');
    expect(taken.proof).toMatchObject({ ok: true, keys: before.size, redisVersion: '7.0.15' });
    expect(taken.proof?.compared).toBeGreaterThan(50);
    const packed = await backUp('archive', { kind: 'archive' });
    expect(packed).toMatchObject({ keys: before.size, countsExact: true, proof: { ok: true } });
    await redisCli(home.port, 'flushall');
    await restore('archive');
    expect(await readDataset(home.port)).toEqual(before);
    await done(services.instances.stop('main'));
    // Only the AOF of the stopped server contains this data.
    expect(await backUp('stopped')).toMatchObject({ keys: before.size, proof: { ok: true } });
    await expect(done(services.backups.restore('main', 'snapshot'))).resolves.toMatchObject({ keys: before.size });
    expect(await scratchContainers(home)).toEqual([]);
    expect((await readdir(data)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.runIf(thorough)(
    thoroughly('the socket of the container cannot be used › data is loaded, and damage is found'),
    async () => {
      // Longer than the path of a Unix socket may be, so redis-cli in the container is used.
      const parent = join(await folder(), 'a'.repeat(100));
      await mkdir(parent);
      const { home, services, backups, backUp, done } = await useBackupHome({
        runtime: 'docker',
        env: await useOldProgram(),
        parent,
      });
      await fillDataset(home.port, 300);
      const before = await readDataset(home.port);
      const { sizeBytes, proof } = await backUp('whole');
      expect(proof).toMatchObject({ ok: true, keys: before.size, compared: 0 });
      const bad = await readFile(join(backups, 'whole.rdb'));
      bad.writeUInt8(bad.readUInt8(sizeBytes - 500) ^ 1, sizeBytes - 500);
      await writeFile(join(backups, 'bad.rdb'), bad);
      await expect(done(services.backups.verify('main', 'bad'))).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
      await expect(done(services.backups.restore('main', 'bad'))).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
      expect(await readDataset(home.port)).toEqual(before);
      expect(await scratchContainers(home)).toEqual([]);
    },
  );

  it('the process is killed › its container is removed', async () => {
    const { home, backups, backUp } = await useBackupHome({ runtime: 'docker', env: await useOldProgram() });
    await fillDataset(home.port, 20_000);
    await backUp('some', { verify: false });
    const args = ['--action', 'verify-backup', '--backup-name', 'some'];
    const child = spawn(join(projectRoot, 'resources/manage.sh'), args, {
      env: home.env,
      stdio: 'ignore',
      detached: true,
    });
    track(child, 'a verification');
    await waitFor('its container', async () => (await scratchContainers(home)).includes('running'), { everyMs: 2 });
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await endChild(child, 'SIGKILL');
    // A running container ends by itself. The next start of any client removes one that was created but not started.
    await waitFor('the container to go', async () => !(await scratchContainers(home)).includes('running'));
    await runManage(['--action', 'status'], home.env);
    expect(await scratchContainers(home)).toEqual([]);
    expect((await readdir(backups)).sort()).toEqual(['some.info', 'some.rdb']);
  });
});
