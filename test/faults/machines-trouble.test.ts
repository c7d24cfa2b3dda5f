import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { trashFolder } from '../../electron/services/instances/registry/recently-deleted.ts';
import { takeLease } from '../../electron/services/runtimes/docker/containers/lease-container.ts';
import { listenInside } from '../../electron/services/runtimes/docker/containers/listen-inside.ts';
import { connectEngine } from '../../electron/services/runtimes/docker/engine/engine-connection.ts';
import { createEngineStore } from '../../electron/services/runtimes/engines/engine-store.ts';
import { useFleetHome } from '../integration/fleet-fixture.ts';
import { alteredEngine } from '../support/engine-lab/altered-engine.ts';
import { type EngineLab, labProblem, startLab } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import type { LabNode } from '../support/engine-lab/node.ts';
import { runProgram } from '../support/run-program.ts';
import { waitFor } from '../support/wait-for.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `trouble with machines${problem === null ? '' : ` [skipped: ${problem}]`}`;
const DAY_MS = 86_400_000;

describe.skipIf(problem !== null)(title, () => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = await startLab([{}, {}]);
    await loadLabImage(lab);
  });
  afterAll(() => lab?.remove());
  const node = (index: number): LabNode => lab.nodes[index] as LabNode;
  const key = () => join(lab.folder, 'id_ed25519');

  test('an engine with an old API, or a clock that is wrong › refused, and a warning', async () => {
    const { run, add, act } = await useFleetHome(lab);
    const old = await alteredEngine(lab, node(0), (path, reply) =>
      path.includes('/version') ? { ...reply, ApiVersion: '1.24' } : reply,
    );
    const refused = await run('--action', 'engines', '--add', 'old', '--address', old.sshAddress);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("speaks version 1.24 of Docker's API")]);
    const late = await alteredEngine(lab, node(0), (path, reply) =>
      path.includes('/info') ? { ...reply, SystemTime: new Date(Date.now() - 3600_000).toISOString() } : reply,
    );
    await add('late', late);
    const { ok, steps } = await act('engines', '--test', 'late');
    expect(ok).toBe(true);
    expect(steps).toContainEqual({
      id: 'clock',
      result: 'warning',
      detail: expect.stringMatching(/^Its clock is .+ behind this computer's\.$/),
      fix: expect.stringContaining('timedatectl'),
    });
  });

  test('a user without rights on the socket, and a key with a passphrase › the reason and the remedy, no prompt', async () => {
    const { run } = await useFleetHome(lab);
    // ssh reads a user's keys as that user.
    const keys = join(lab.folder, 'node0/authorized_keys');
    chmodSync(lab.folder, 0o711);
    chmodSync(keys, 0o644);
    onTestFinished(() => {
      chmodSync(lab.folder, 0o700);
      chmodSync(keys, 0o600);
    });
    const address = `ssh://guest@${node(0).network.address}${node(0).socket}`;
    const denied = await run('--action', 'engines', '--add', 'x', '--address', address);
    expect(denied.code).toBe(1);
    expect(denied.stderr).toContain(`may not use the Docker socket ${node(0).socket}`);
    const lock = (from: string, to: string) =>
      runProgram('ssh-keygen', ['-q', '-p', '-P', from, '-N', to, '-f', key()]);
    await lock('', 'a passphrase');
    const locked = await run('--action', 'engines', '--add', 'x', '--address', node(0).sshAddress);
    await lock('a passphrase', '');
    expect([locked.code, locked.stderr]).toEqual([1, expect.stringContaining('accepted none of the keys')]);
    expect(locked.stderr).toContain('The app never asks for a password.');
  });

  test('a port outside of the range, and a range that another machine has › the reason, and nothing is created', async () => {
    const { run, act, add } = await useFleetHome(lab);
    const { start } = await add('node1', node(0));
    await act('create-client', '--client-id', 'one', '--engine', 'node1');
    const taken = await run(
      ...['--action', 'engines', '--add', 'node2', '--address', node(1).sshAddress],
      ...['--port-range', `${start}-${start + 9}`],
    );
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('node1')]);
    const outside = await run('--action', 'config', '--client-id', 'one', '--set', 'port=6379', '--yes', 'yes');
    expect([outside.code, outside.stderr]).toEqual([2, expect.stringContaining(`use the ports ${start} to`)]);
    await act('destroy-client', '--client-id', 'one', '--yes', 'yes');
  });

  test('two homes on one machine at the same time › each creates, changes and sees only its own', async () => {
    const [one, other] = [await useFleetHome(lab), await useFleetHome(lab)];
    for (const { add } of [one, other]) await add('shared', node(0));
    const ids = ['mine', 'yours'];
    await Promise.all(
      [one, other].map(async ({ act }, index) => {
        const id = String(ids[index]);
        await act('create-client', '--client-id', id, '--engine', 'shared');
        await act('restart', '--client-id', id, '--yes', 'yes');
      }),
    );
    const seen = await Promise.all(
      [one, other].map(async ({ run }) =>
        ((await run('--action', 'list-clients', '--json')).json() as { id: string }[]).map(({ id }) => id),
      ),
    );
    expect(seen).toEqual([['mine'], ['yours']]);
    await Promise.all(
      [one, other].map(({ act }, i) => act('destroy-client', '--client-id', String(ids[i]), '--yes', 'yes')),
    );
  });

  test('a lease that was not renewed for a minute › another computer takes it over', async () => {
    const { home, run, act, add } = await useFleetHome(lab);
    await add('node1', node(0));
    await act('create-client', '--client-id', 'leased', '--engine', 'node1');
    const { docker, socket } = node(0);
    const [container] = await docker.listContainers();
    const connection = connectEngine(() => ({ DOCKER_HOST: `unix://${socket}` }));
    const owner = `${home.path}#${createEngineStore(home.path).homeId()}`;
    const image = container?.Image ?? '';
    await takeLease(connection, { id: 'leased', owner, image, host: 'laptop', renewMs: DAY_MS });
    const restart = () => run('--action', 'restart', '--client-id', 'leased', '--yes', 'yes');
    expect((await restart()).stderr).toContain('the app on laptop works on it');
    const lease = (await docker.listContainers({ all: true })).find(({ Names }) => Names[0]?.includes('lease'));
    const file = join(lab.folder, 'lease');
    writeFileSync(file, '');
    const old = `${Math.floor(Date.now() / 1000) - 120}`;
    const tar = join(lab.folder, 'lease.tar');
    await runProgram('tar', ['-cf', tar, '-C', lab.folder, `--mtime=@${old}`, 'lease']);
    await docker.getContainer(lease?.Id ?? '').putArchive(readFileSync(tar), { path: '/' });
    expect((await restart()).code).toBe(0);
    await act('destroy-client', '--client-id', 'leased', '--yes', 'yes');
  });

  test('the replication stream is cut during a move › copied again, and equal', async () => {
    const { act, add, redis } = await useFleetHome(lab);
    await add('node1', node(0));
    await add('node2', node(1));
    await act('create-client', '--client-id', 'cut', '--engine', 'node1');
    await redis('cut', 'eval', "for i=1,3000 do redis.call('set','k'..i,string.rep('x',10000)..i) end", '0');
    const moving = act('move-client', '--client-id', 'cut', '--engine', 'node2');
    const { docker } = node(1);
    // The program in the container that forwards the stream.
    const relay = await waitFor('the stream', async () => {
      const [copy] = await docker.listContainers();
      const { Processes = [], Titles = [] } = copy ? await docker.getContainer(copy.Id).top() : {};
      const found = Processes.find((one: readonly string[]) => one.at(-1)?.includes('perl'));
      return found?.[Titles.indexOf('PID')];
    });
    process.kill(Number(relay), 'SIGKILL');
    expect(await moving).toMatchObject({ keys: 3000, to: { engine: 'node2' } });
    expect(await redis('cut', 'dbsize')).toBe('3000');
    await act('destroy-client', '--client-id', 'cut', '--yes', 'yes');
  });

  test('the stream of a move whose engine was killed › ends, so that the server it serves can end', async () => {
    const { act, add } = await useFleetHome(lab);
    await add('node1', node(0));
    await act('create-client', '--client-id', 'inside', '--engine', 'node1');
    const { docker, socket } = node(0);
    const [container] = await docker.listContainers();
    const id = container?.Id ?? '';
    const connection = connectEngine(() => ({ DOCKER_HOST: `unix://${socket}` }));
    const { stream } = await listenInside(connection, id, 16379, new AbortController().signal, 1);
    const ended = new Promise((resolve) => stream.once('close', resolve));
    const asked = new Promise((resolve) => stream.once('data', resolve));
    const client = await docker.getContainer(id).exec({ Cmd: ['redis-cli', '-p', '16379', 'PING'] });
    await client.start({ Detach: true });
    await asked;
    // Bytes in one direction keep it open; a killed engine sends none, and does not close it either.
    for (const byte of '$-1\r') {
      await sleep(500);
      stream.write(byte);
    }
    expect(stream.destroyed).toBe(false);
    await ended;
    await act('destroy-client', '--client-id', 'inside', '--yes', 'yes');
  });

  test('the volumes of a destroyed tenant › deleted after seven days, once no container uses them', async () => {
    const { home, act, add, run } = await useFleetHome(lab);
    await add('node1', node(0));
    await act('create-client', '--client-id', 'gone', '--engine', 'node1');
    const { docker } = node(0);
    const [container] = await docker.listContainers();
    const { safetyBackup } = await act('destroy-client', '--client-id', 'gone', '--yes', 'yes');
    const volumes = async () =>
      (await docker.listVolumes()).Volumes.map(({ Name }) => Name).filter((name) => name.includes('client-gone'));
    const kept = await volumes();
    expect(kept).toHaveLength(3);
    const user = await docker.createContainer({
      ...{ Image: container?.Image, Cmd: ['true'] },
      HostConfig: { Mounts: [{ Type: 'volume', Source: String(kept[0]), Target: '/data' }] },
    });
    const manifest = join(trashFolder(home.path), String(safetyBackup), 'destroyed.json');
    const entry = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
    writeFileSync(manifest, JSON.stringify({ ...entry, undoUntil: new Date(Date.now() - DAY_MS).toISOString() }));
    expect((await run('--action', 'list-destroyed', '--json')).json()).toEqual([]);
    expect(await volumes()).toContain(kept[0]);
    await user.remove();
    await run('--action', 'list-destroyed', '--json');
    expect(await volumes()).toEqual([]);
  });

  test('the disk of a machine is full › a tenant is not created and not moved there, and nothing is left', async () => {
    const { run, act, add, redis } = await useFleetHome(lab);
    await add('node1', node(0));
    await add('node2', node(1));
    await act('create-client', '--client-id', 'stays', '--engine', 'node1');
    await redis('stays', 'set', 'a', '1');
    const folder = join(lab.folder, 'node1/data/volumes');
    await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder]);
    writeFileSync(join(folder, 'filler'), Buffer.alloc(8192));
    const unmount = () => runProgram('umount', ['-l', folder]);
    onTestFinished(async () => void (await unmount()));
    for (const words of [
      ['create-client', '--client-id', 'full', '--engine', 'node2'],
      ['move-client', '--client-id', 'stays', '--engine', 'node2'],
    ]) {
      const { code, stderr } = await run('--action', ...words);
      expect([code, stderr]).toEqual([1, expect.stringContaining('The disk that holds the Docker data is full.')]);
    }
    expect(await node(1).docker.listContainers({ all: true })).toEqual([]);
    await unmount();
    expect(await redis('stays', 'set', 'a', '2')).toBe('OK');
    await act('destroy-client', '--client-id', 'stays', '--yes', 'yes');
  });
});
