import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { createServices } from '../../../electron/services/create-services.ts';
import { createRedisLink } from '../../../electron/services/redis/connection/redis-link.ts';
import { createEngineStore, type EngineRecord } from '../../../electron/services/runtimes/engines/engine-store.ts';
import { createNamedEngine } from '../../../electron/services/runtimes/engines/named-engine.ts';
import type { Services } from '../../../electron/services/services.ts';
import { endChild, track } from '../../support/children.ts';
import { dockerAt } from '../../support/docker-host.ts';
import type { EngineLab } from '../../support/engine-lab/lab.ts';
import { labProblem } from '../../support/engine-lab/lab.ts';
import { loadLabImage } from '../../support/engine-lab/lab-image.ts';
import { raiseMachines } from '../../support/machines.ts';
import { freePort, freePortRange, releasePortRange } from '../../support/ports.ts';
import { redisCli } from '../../support/redis-cli.ts';
import { runProgram } from '../../support/run-program.ts';
import { createTestHome } from '../../support/test-home.ts';
import { waitFor } from '../../support/wait-for.ts';
import { processorMs } from '../processor-time.ts';
import { type Later, type Row, timed, timedEach } from '../row.ts';

/** Sizes for the bench's machine. The goals apply to five nodes with nineteen tenants each, and to 1 GB. */
const NODES = 2;
const TENANTS_EACH = 3;
const VALUE_BYTES = 10_000;
const VALUES = 10_000;
const IDLE_MS = 20_000;

interface Fleet {
  readonly lab: EngineLab;
  readonly services: Services;
  /** The sockets of the engines through the bench's own `ssh -L`, in the order of the nodes. */
  readonly sockets: readonly string[];
  readonly home: string;
  readonly records: readonly EngineRecord[];
}

/** Machines, the product's services with both added, and bare tunnels beside them. */
async function fleet(later: Later): Promise<Fleet> {
  const lab = await raiseMachines({ count: NODES });
  later(() => lab.remove());
  await loadLabImage(lab);
  const home = await createTestHome({ docker: false, env: { PATH: lab.path, HOME: lab.folder } });
  later(() => home.dispose());
  const services = await createServices({ env: home.env, client: 'terminal' });
  later(() => services.close());
  for (const [index, { sshAddress }] of lab.nodes.entries()) {
    const ports = await freePortRange(TENANTS_EACH + 2);
    later(() => releasePortRange(ports.start));
    await services.engines.add({ name: `node${index + 1}`, address: sshAddress, production: false, ports });
  }
  const sockets = await Promise.all(lab.nodes.map((_, index) => tunnel(lab, index, later)));
  return { lab, services, sockets, home: home.path, records: createEngineStore(home.path).all() };
}

/** The user's own `ssh -L` to the engine of a node. */
async function tunnel(lab: EngineLab, index: number, later: Later): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vt-bench-tunnel-'));
  const socket = join(folder, 'docker.sock');
  const node = lab.nodes[index];
  if (!node) throw new Error(`no node ${index}`);
  const ssh = spawn('ssh', ['-N', '-T', '-L', `${socket}:${node.socket}`, `root@${node.network.address}`], {
    env: { ...process.env, PATH: lab.path, HOME: lab.folder },
    stdio: 'ignore',
  });
  track(ssh, 'a tunnel of the bench');
  later(async () => {
    await endChild(ssh, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  await waitFor('the tunnel', () => dockerAt(`unix://${socket}`).ping());
  return socket;
}

async function createTenant({ services }: Fleet, id: string, engine: string): Promise<number> {
  const begun = await services.tenants.create({ id, engine, generatePassword: false });
  const { result } = await services.operations.settled(begun);
  return Number(result.port);
}

async function destroyTenant({ services }: Fleet, id: string): Promise<void> {
  await services.operations.settled(await services.tenants.destroy(id));
}

const problem = labProblem;

const statusRow: Row = {
  name: `machines status of ${NODES * TENANTS_EACH} tenants on ${NODES} nodes`,
  unit: 'ms',
  floor: `${NODES} lists through ssh -L and ${NODES * TENANTS_EACH} INFO on open connections`,
  goal: { times: 2 },
  problem,
  async prepare(later) {
    const on = await fleet(later);
    const ports: number[] = [];
    for (let node = 1; node <= NODES; node++)
      for (let index = 0; index < TENANTS_EACH; index++)
        ports.push(await createTenant(on, `t${node}-${index}`, `node${node}`));
    const links = ports.map((port) => createRedisLink({ host: '127.0.0.1', port, password: null }));
    later(() => {
      for (const link of links) link.close();
    });
    const dockers = on.sockets.map((socket) => dockerAt(`unix://${socket}`));
    return {
      ours: () => timedEach(5, () => on.services.tenants.list()),
      floor: () =>
        timedEach(5, async () => {
          await Promise.all(dockers.map((docker) => docker.listContainers({ all: true })));
          await Promise.all(links.map((link) => link.call(5000, 'INFO', 'all')));
        }),
    };
  },
};

const callRow: Row = {
  name: 'machines remote call',
  unit: 'ms',
  floor: 'GET /containers/json through ssh -L',
  goal: { times: 1.3 },
  problem,
  async prepare(later) {
    const on = await fleet(later);
    const bare = dockerAt(`unix://${on.sockets[0]}`);
    const [record] = on.records;
    if (!record) throw new Error('no engine');
    const { connection, tunnel } = createNamedEngine(record, on.home, { PATH: on.lab.path, HOME: on.lab.folder });
    later(() => tunnel?.close());
    const ours = () => connection.ask((docker) => docker.listContainers({ all: true }));
    await ours();
    return {
      ours: () => timedEach(100, ours),
      floor: () => timedEach(100, () => bare.listContainers({ all: true })),
    };
  },
};

const createRow: Row = {
  name: 'machines create',
  unit: 'ms',
  floor: 'volumes, network, container, upload and start by bare calls through ssh -L, to PONG',
  goal: { times: 1.2 },
  problem,
  async prepare(later) {
    const on = await fleet(later);
    await createTenant(on, 'first', 'node1');
    const docker = dockerAt(`unix://${on.sockets[0]}`);
    const like = await docker.getContainer((await docker.listContainers())[0]?.Id ?? '').inspect();
    const config = await archive(docker, like.Id);
    let made = 0;
    return {
      async ours() {
        const id = `made-${made++}`;
        const duration = await timed(() => createTenant(on, id, 'node1'));
        await destroyTenant(on, id);
        return duration;
      },
      async floor() {
        const bare = bareContainer(docker, `bare-${made++}`, like, config);
        const duration = await timed(bare.create);
        await bare.stop();
        await bare.removeVolumes();
        return duration;
      },
    };
  },
};

/** A container like that of a tenant, by bare calls. */
function bareContainer(docker: Docker, name: string, like: Docker.ContainerInspectInfo, config: Buffer) {
  const kinds = ['data', 'config', 'logs'];
  return {
    /** With its volumes and network, until it replies to PING. */
    async create() {
      const Mounts = kinds.map((kind, index) => ({
        Type: 'volume' as const,
        Source: `${name}-${kind}`,
        Target: ['/data', '/usr/local/etc/redis', '/var/log/redis'][index] ?? '',
      }));
      await docker.createNetwork({ Name: name });
      const container = await docker.createContainer({
        ...{ name, Image: like.Config.Image, Entrypoint: like.Config.Entrypoint ?? [], User: '0:0' },
        HostConfig: {
          Mounts,
          NetworkMode: name,
          PortBindings: { '6379/tcp': [{ HostIp: '127.0.0.1', HostPort: String(await freePort()) }] },
        },
      });
      await container.putArchive(config, { path: '/usr/local/etc' });
      await container.start();
      const exec = await container.exec({ Cmd: ['redis-cli', 'PING'], AttachStdout: true });
      (await exec.start({})).resume();
    },
    /** Stops it, and removes it with its network. */
    async stop() {
      await docker.getContainer(name).stop();
      await docker.getContainer(name).remove({ force: true });
      await docker.getNetwork(name).remove();
    },
    async removeVolumes() {
      for (const kind of kinds) await docker.getVolume(`${name}-${kind}`).remove();
    },
  };
}

/** The configuration of a container, as the tar of an upload. */
async function archive(docker: Docker, container: string): Promise<Buffer> {
  const stream = await docker.getContainer(container).getArchive({ path: '/usr/local/etc/redis' });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Random bytes, which nothing compresses. */
async function fill(port: number): Promise<void> {
  await run('redis-benchmark', [
    ...['-p', String(port), '-q', '-t', 'set', '-n', String(VALUES * 2), '-r', String(VALUES)],
    ...['-d', String(VALUE_BYTES), '-P', '16', '-c', '4'],
  ]);
}

/**
 * The work of a move by bare calls: a container on the other node, replication to a bare server there, a read of that
 * copy, SHA-256 of the data of both, SAVE of the old one, and the end of its container.
 * @param from and `to`: indexes of nodes
 * @returns the duration in milliseconds
 */
async function bareMove({ lab, services, sockets }: Fleet, from: number, to: number): Promise<number> {
  const { port = 0 } = await services.tenants.get('heavy');
  await redisCli(Number(port), 'config', 'set', 'repl-diskless-sync-delay', '0');
  const [own, back] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'vt-bench-replica-'));
  const file = join(folder, 'read.rdb');
  const server = [
    ...['redis-server', '--port', own, '--dir', folder, '--save', "''"],
    ...['--repl-diskless-load', 'on-empty-db', '--repl-diskless-sync-delay', '0'],
  ].join(' ');
  const forwards = ['-L', `${own}:127.0.0.1:${own}`, '-R', `${back}:127.0.0.1:${port}`];
  const ssh = spawn('ssh', ['-T', ...forwards, `root@${lab.nodes[to]?.network.address}`, `exec ${server}`], {
    env: { ...process.env, PATH: lab.path, HOME: lab.folder },
    stdio: 'ignore',
  });
  track(ssh, 'a bare replica');
  await waitFor('the replica', async () => (await redisCli(own, 'ping')) === 'PONG');
  const [source, target] = [from, to].map((index) => dockerAt(`unix://${sockets[index]}`));
  if (!source || !target) throw new Error(`no nodes ${from} and ${to}`);
  const like = await source.getContainer((await source.listContainers())[0]?.Id ?? '').inspect();
  const bare = bareContainer(target, `bare-${own}`, like, await archive(source, like.Id));
  const duration = await timed(async () => {
    await bare.create();
    await redisCli(own, 'replicaof', '127.0.0.1', String(back));
    while (!(await redisCli(own, 'info', 'replication')).includes('master_link_status:up')) await sleep(10);
    await run('redis-cli', ['-p', String(own), '--rdb', file]);
    await run('sha256sum', [file, file]);
    await redisCli(Number(port), 'save');
    await bare.stop();
  });
  await bare.removeVolumes();
  await redisCli(own, 'shutdown', 'nosave').catch(() => undefined);
  await endChild(ssh, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
  return duration;
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runProgram(program, args);
  if (code !== 0) throw new Error(stderr);
}

const moveRow = (what: 'data' | 'pause'): Row => ({
  name: what === 'data' ? `machines move ${(VALUES * VALUE_BYTES) / 1e6} MB, verified` : 'machines move, writes paused',
  unit: 'ms',
  floor:
    what === 'data'
      ? 'create a container by bare calls, replicate by ssh -L and ssh -R, read the copy, SHA-256 of both, SAVE, stop and remove the old container'
      : null,
  goal: what === 'data' ? { times: 1.3 } : { max: 1000 },
  problem,
  async prepare(later) {
    const on = await fleet(later);
    await fill(await createTenant(on, 'heavy', 'node1'));
    let at = 'node1';
    const move = async () => {
      at = at === 'node1' ? 'node2' : 'node1';
      const begun = await on.services.tenants.move({ id: 'heavy', engine: at, undo: false, forward: false });
      return (await on.services.operations.settled(begun)).result;
    };
    return {
      async ours() {
        if (what === 'data') return timed(move);
        return (await move()).pausedMs;
      },
      ...(what === 'data' && { floor: async () => (at === 'node1' ? bareMove(on, 0, 1) : bareMove(on, 1, 0)) }),
    };
  },
});

const idleRow: Row = {
  name: 'machines idle cost of a remote engine',
  unit: '%',
  floor: null,
  goal: { max: 0.1 },
  problem,
  async prepare(later) {
    const on = await fleet(later);
    await on.services.engines.machines();
    const stop = new AbortController();
    later(() => stop.abort());
    // As in an open window: changes of the engines are watched.
    void (async () => {
      for await (const _ of on.services.live.changes(stop.signal));
    })().catch(() => undefined);
    await sleep(2000);
    return {
      async ours() {
        const before = await processorMs(process.pid);
        await sleep(IDLE_MS);
        return (((await processorMs(process.pid)) - before) / IDLE_MS / NODES) * 100;
      },
    };
  },
};

export const machineRows: readonly Row[] = [statusRow, callRow, createRow, moveRow('data'), moveRow('pause'), idleRow];
