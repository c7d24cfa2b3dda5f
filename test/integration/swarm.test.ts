import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endChild, track } from '../support/children.ts';
import { type EngineLab, labProblem } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import type { LabNode } from '../support/engine-lab/node.ts';
import { raiseMachines } from '../support/machines.ts';
import { patience } from '../support/patience.ts';
import { runProgram } from '../support/run-program.ts';
import { waitFor } from '../support/wait-for.ts';
import { useFleetHome } from './fleet-fixture.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `tenants as services of a swarm${problem === null ? '' : ` [skipped: ${problem}]`}`;

describe.skipIf(problem !== null)(title, { timeout: patience.longTestMs }, () => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = await raiseMachines({ count: 2, managers: 1 });
    await loadLabImage(lab);
  });
  afterAll(() => lab?.remove());
  const node = (index: number): LabNode => lab.nodes[index] as LabNode;

  test('a service on a worker › created, saved, restored, stopped, destroyed and recovered with its keys', async () => {
    const { act, add, redis } = await useFleetHome(lab);
    await add('first');
    const range = await add('second', node(1));
    const created = await act('create-client', '--client-id', 'acme', '--engine', 'first', '--node', 'node2');
    expect(created).toMatchObject({ engine: 'second', deployment: 'service', state: 'running', port: range.start });
    await act('config', '--client-id', 'acme', '--set', 'repl-diskless-sync-delay=0');
    expect(await redis('acme', 'mset', 'a', '1', 'b', '2')).toBe('OK');
    const saved = await act('backup', '--client-id', 'acme', '--backup-name', 'one', '--verify', 'yes');
    expect(saved).toMatchObject({ keys: 2, proof: { ok: true } });
    await redis('acme', 'set', 'c', '3');
    await act('restore', '--client-id', 'acme', '--backup-name', 'one', '--yes', 'yes');
    expect(await redis('acme', 'keys', '*').then((keys) => keys.split('\n').sort())).toEqual(['a', 'b']);
    // To the other node, where it stays a service; to this computer as a process; and back to a service.
    const toFirst = await act('move-client', '--client-id', 'acme', '--engine', 'first');
    expect(toFirst).toMatchObject({ keys: 2, to: { engine: 'first' } });
    expect(await act('status', '--client-id', 'acme')).toMatchObject({ engine: 'first', deployment: 'service' });
    expect(await redis('acme', 'set', 'c', '4')).toBe('OK');
    const toHere = await act('move-client', '--client-id', 'acme', '--engine', 'local');
    expect(toHere).toMatchObject({ keys: 3, to: { engine: 'local', runtime: 'process' } });
    await act('move-client', '--client-id', 'acme', '--undo', 'yes');
    expect(await act('status', '--client-id', 'acme')).toMatchObject({ engine: 'first', deployment: 'service' });
    expect(await redis('acme', 'del', 'c')).toBe('1');
    await act('stop', '--client-id', 'acme', '--yes', 'yes');
    expect(await act('backup', '--client-id', 'acme', '--backup-name', 'stopped')).toMatchObject({ keys: 2 });
    await act('start', '--client-id', 'acme');
    expect(await act('upgrade', '--client-id', 'acme', '--yes', 'yes')).toMatchObject({ state: 'running' });
    const destroyed = await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
    expect(await node(0).docker.listContainers({ all: true })).toEqual([]);
    const [{ docker }] = [node(0)];
    expect(await Promise.all([docker.listServices(), docker.listConfigs(), docker.listSecrets()])).toEqual([
      [],
      [],
      [],
    ]);
    await act('undo-destroy', '--safety-backup', String(destroyed.safetyBackup));
    expect(await redis('acme', 'dbsize')).toBe('2');
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
  });

  test('two services on one node › TLS and a password, which stay; neither reaches the other', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    await add('first');
    await add('second', node(1));
    const place = ['--engine', 'first', '--node', 'second', '--memory', '64mb'];
    await act('create-client', '--client-id', 'one', ...place);
    await act('create-client', '--client-id', 'two', ...place);
    const refused = async (set: string, reason: string) => {
      const { code, stderr } = await run('--action', 'config', '--client-id', 'one', '--set', set, '--yes', 'yes');
      expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    };
    await refused('requirepass=', 'publishes its port on every address of its node. It needs a password');
    const { code, stderr } = await run('--action', 'tls', '--client-id', 'one', '--enable', 'no', '--yes', 'yes');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Keep TLS on')]);
    // Nothing that a manager can read contains the password; a port without TLS and a password is closed to other
    // machines.
    const { port } = await act('status', '--client-id', 'one');
    const { password } = new URL(String((await act('connect', '--client-id', 'one', '--reveal', 'yes')).url));
    const shown = JSON.stringify([await node(0).docker.listServices(), await node(0).docker.listConfigs()]);
    expect(shown).not.toContain(Buffer.from(password).toString('base64').slice(2, 20));
    expect(shown).not.toContain(password);
    const plain = await runProgram('redis-cli', ['-h', node(1).network.address, '-p', String(port), 'ping']);
    expect(plain.stdout).not.toContain('PONG');
    expect(await act('test-isolation')).toMatchObject({ ok: true });
    // A change of the running server survives a restart by the swarm.
    await act('config', '--client-id', 'one', '--memory', '32mb', '--set', 'timeout=77', '--yes', 'yes');
    await redis('one', 'set', 'a', '1');
    await redis('one', 'save');
    const [task] = await node(1).docker.listContainers({ filters: { name: ['client-one.1.'] } });
    await node(1)
      .docker.getContainer(task?.Id ?? '')
      .kill();
    await waitFor('the next task', async () => (await redis('one', 'get', 'a').catch(() => '')) === '1');
    expect((await redis('one', 'config', 'get', 'timeout')).split('\n')[1]).toBe('77');
    for (const id of ['one', 'two']) await act('destroy-client', '--client-id', id, '--yes', 'yes');
  });

  test('placement › the nodes are shown, a node without its engine is refused with the remedy', async () => {
    const { act, add, run } = await useFleetHome(lab);
    await add('first');
    const listed = await run('--action', 'engines', '--nodes', 'first');
    expect(listed.stdout).toContain(`Add it as ssh://${node(1).network.address}.`);
    const create = (...place: readonly string[]) => run('--action', 'create-client', '--client-id', 'acme', ...place);
    const refused = await create('--engine', 'first', '--node', 'node2');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('not in the list of engines')]);
    const unknown = await create('--engine', 'first', '--node', 'nowhere');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Give one of auto, node1.')]);
    await add('second', node(1));
    const worker = await create('--engine', 'second', '--node', 'auto');
    expect([worker.code, worker.stderr]).toEqual([2, expect.stringContaining('is a worker of its swarm')]);
    expect(await act('engines', '--test', 'first')).toMatchObject({
      ok: true,
      steps: expect.arrayContaining([
        { id: 'clock', result: 'ok', detail: 'the same time as here', fix: null },
        { id: 'swarm', result: 'ok', detail: 'manager of a swarm of 2 nodes, 1 manager', fix: null },
      ]),
    });
  });

  test('trouble on a node › a port that is in use and a full disk end in a sentence, and nothing is left', async () => {
    const { act, add, run } = await useFleetHome(lab);
    await add('first');
    const range = await add('second', node(1));
    const create = () =>
      run('--action', 'create-client', '--client-id', 'acme', '--engine', 'first', '--node', 'node2');
    // Destroyed tenants keep theirs.
    const volumes = async () => (await node(1).docker.listVolumes()).Volumes.map(({ Name }) => Name).sort();
    const before = await volumes();
    const nothing = async () => {
      const { docker } = node(0);
      expect(await Promise.all([docker.listServices(), docker.listSecrets()])).toEqual([[], []]);
      expect(await node(1).docker.listContainers({ all: true })).toEqual([]);
      expect(await volumes()).toEqual(before);
    };
    const [enter, ...inside] = node(1).network.enter;
    const taker = spawn(enter, [...inside, 'redis-server', '--port', String(range.start), '--save', ''], {
      stdio: 'ignore',
    });
    track(taker, 'a program on the port of the node');
    const taken = await create();
    await endChild(taker, 'SIGKILL');
    expect([taken.code, taken.stderr]).toEqual([
      1,
      expect.stringContaining(`port ${range.start} of second is already in use`),
    ]);
    await nothing();
    const folder = join(lab.folder, 'node1/data/volumes');
    await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder]);
    const full = await create();
    await runProgram('umount', ['-l', folder]);
    expect([full.code, full.stderr]).toEqual([
      1,
      expect.stringContaining('The disk that holds the Docker data is full.'),
    ]);
    await nothing();
    await act('list-clients');
  });
});
