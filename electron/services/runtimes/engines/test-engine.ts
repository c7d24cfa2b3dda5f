import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { type AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { ConnectionStep, ConnectionTest } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { shortDuration } from '../../../../shared/format/duration.ts';
import { reasonOf } from '../docker/engine/engine-failure.ts';
import { readSwarmState } from '../docker/swarm/swarm-state.ts';
import type { Runtimes } from '../runtime.ts';
import { freeDiskBytes, freeMemoryBytes } from './free-resources.ts';
import type { NamedEngine } from './named-engine.ts';

type Step = ConnectionStep;
type Outcome = Pick<Step, 'result' | 'detail' | 'fix'>;

const TCP_LIMIT_MS = 5000;
/** Below it, a background save may fail. */
const MIN_DISK_BYTES = 1024 ** 3;
const CLOCK_TOLERANCE_S = 5;
const skipped: Outcome = { result: 'skipped', detail: 'not tried', fix: null };
const ok = (detail: string): Outcome => ({ result: 'ok', detail, fix: null });
const warning = (detail: string, fix: string): Outcome => ({ result: 'warning', detail, fix });
const failed = (detail: string, fix: string | null = null): Outcome => ({ result: 'failed', detail, fix });
const notNeeded = (detail: string): Outcome => ({ result: 'skipped', detail, fix: null });

/**
 * Connects step by step, so that the first failure shows where the connection to the engine is broken. @param engine
 * null: this computer's
 */
export async function testEngine(engine: NamedEngine | null, runtimes: Runtimes): Promise<ConnectionTest> {
  if (engine === null) return testLocal(runtimes);
  const steps: Step[] = [];
  const run = async (id: Step['id'], body: () => Promise<Outcome>) => {
    const broken = steps.some(({ result }) => result === 'failed');
    steps.push({ id, ...(broken ? skipped : await body().catch(asFailure)) });
  };
  engine.retry();
  const host = await hostOf(engine);
  await run('name', () => resolveHost(host));
  await run('tcp', () => reachPort(host));
  await run('ssh', () => openTunnel(engine));
  await run('api', () => askVersion(engine));
  await run('identity', async () =>
    engine.record.engineId === null ? notNeeded('this engine reports no id') : ok('the engine that was added'),
  );
  await run('rights', async () => {
    await engine.connection.ask((docker) => docker.listContainers({ limit: 1 }));
    return ok('may list containers');
  });
  await run('clock', () => compareClock(engine));
  await run('memory', () => freeMemory(engine));
  await run('disk', () => freeDisk(engine));
  await run('swarm', () => describeSwarm(engine));
  const { name, address } = engine.record;
  return { name, address, ok: steps.every(({ result }) => result !== 'failed'), steps };
}

async function testLocal(runtimes: Runtimes): Promise<ConnectionTest> {
  const probes = await Promise.all(Object.values(runtimes).map((runtime) => runtime.probe()));
  const engine = probes.find(({ runtime }) => can(runtime, 'engine'));
  const works = engine?.available ?? false;
  const api = works
    ? ok(`${engine?.product} ${engine?.version}`)
    : failed(engine?.problem?.message ?? 'no answer', engine?.problem?.fix ?? null);
  return { name: LOCAL_ENGINE, address: engine?.endpoint ?? '', ok: works, steps: [{ id: 'api', ...api }] };
}

/** The machine that a connection goes to; null: none, or one that only ssh knows the way to. */
interface Host {
  readonly name: string | null;
  readonly port: number;
  readonly reason: string;
}

async function hostOf({ target, tunnel }: NamedEngine): Promise<Host> {
  if (target.kind === 'unix') return { name: null, port: 0, reason: 'a socket on this computer' };
  if (target.kind === 'tcp') return { name: target.host, port: target.port, reason: '' };
  const config = await tunnel?.configuration();
  if (config?.isIndirect) return { name: null, port: 0, reason: 'ssh connects through another machine' };
  return { name: config?.host ?? target.host, port: config?.port ?? target.port ?? 22, reason: '' };
}

async function resolveHost({ name, reason }: Host): Promise<Outcome> {
  if (name === null) return notNeeded(reason);
  try {
    const { address } = await lookup(name);
    return ok(address === name ? address : `${name} is ${address}`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return failed(`The name ${name} cannot be resolved (${code}).`, 'Check the name and your network.');
  }
}

function reachPort({ name, port, reason }: Host): Promise<Outcome> {
  if (name === null) return Promise.resolve(notNeeded(reason));
  const fix = 'Check that the machine runs, and your network, VPN or its firewall.';
  const begun = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: name, port });
    const end = (outcome: Outcome) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(TCP_LIMIT_MS, () => end(failed(`${name} does not respond on port ${port}.`, fix)));
    socket.once('connect', () => end(ok(`port ${port} answers in ${Math.round(performance.now() - begun)} ms`)));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(failed(`Port ${port} of ${name} cannot be reached (${error.code}).`, fix)),
    );
  });
}

async function openTunnel({ tunnel }: NamedEngine): Promise<Outcome> {
  if (tunnel === null) return notNeeded('not by ssh');
  await tunnel.open();
  return ok(`signed in as ${tunnel.machine}`);
}

async function askVersion(engine: NamedEngine): Promise<Outcome> {
  const begun = performance.now();
  const version = await engine.connection.ask((docker) => docker.version());
  return ok(`Docker ${version.Version}, API ${version.ApiVersion}, ${Math.round(performance.now() - begun)} ms`);
}

async function freeMemory(engine: NamedEngine): Promise<Outcome> {
  const { MemTotal: total } = (await engine.connection.ask((docker) => docker.info())) as { MemTotal?: number };
  const free = await freeMemoryBytes(engine);
  const all = total ? formatBytes(total) : 'unknown';
  return free === null
    ? ok(`${all} in total; the API does not report how much is free`)
    : ok(`${formatBytes(free)} free of ${all}`);
}

async function freeDisk(engine: NamedEngine): Promise<Outcome> {
  const { DockerRootDir: root } = (await engine.connection.ask((docker) => docker.info())) as {
    DockerRootDir?: string;
  };
  const free = root ? await freeDiskBytes(engine, root) : null;
  if (free === null) return notNeeded('the API does not report it');
  const detail = `${formatBytes(free)} free in ${root}`;
  if (free >= MIN_DISK_BYTES) return ok(detail);
  return warning(`Only ${detail}: Redis cannot save when the disk is full.`, 'Free some space there.');
}

/** A wrong clock breaks certificates and a swarm, and puts logs and backups at the wrong time. */
async function compareClock({ connection }: NamedEngine): Promise<Outcome> {
  const asked = Date.now();
  const { SystemTime: time } = (await connection.ask((docker) => docker.info())) as { SystemTime?: string };
  return clockOutcome(Date.parse(time ?? ''), asked, Date.now());
}

/** @param asked the local time before the request, in milliseconds @param answered the local time after it */
export function clockOutcome(there: number, asked: number, answered: number): Outcome {
  if (Number.isNaN(there)) return notNeeded('the API does not report it');
  const offMs = there < asked ? there - asked : Math.max(0, there - answered);
  const seconds = Math.abs(offMs) / 1000;
  if (seconds <= CLOCK_TOLERANCE_S) return ok('the same time as here');
  const detail = `Its clock is ${shortDuration(seconds * 1000)} ${offMs < 0 ? 'behind' : 'ahead of'} this computer's.`;
  return warning(detail, 'Set it there, for example with "sudo timedatectl set-ntp true".');
}

/** Offered, never done automatically: a swarm concerns machines and people beyond this app. */
async function describeSwarm({ connection, record, tunnel, target }: NamedEngine): Promise<Outcome> {
  const state = await readSwarmState(connection);
  if (state === null) {
    const there = tunnel ? `ssh ${tunnel.machine} ` : '';
    const own = target.kind === 'unix' ? 'ADDRESS' : target.host;
    const fix = `To run tenants as services, make a swarm yourself: ${there}docker swarm init --advertise-addr ${own}. Or join one: "docker swarm join-token worker" on its manager prints the command.`;
    return { ...notNeeded('in no swarm'), fix };
  }
  if (state.error !== null)
    return failed(`${record.name} cannot use its swarm: ${state.error}`, 'Start the other managers of the swarm.');
  if (!state.isManager) return ok('worker of a swarm; add the engine of a manager to create services');
  const { nodes, managers } = await countNodes(connection);
  const lost = managers.filter((one) => !one).length;
  const size = `manager of a swarm of ${counted(nodes, 'node')}, ${counted(managers.length, 'manager')}`;
  if (lost === 0) return ok(size);
  return warning(
    `${size}, of which ${lost} cannot be reached.`,
    'Start it again: a swarm needs more than half of its managers.',
  );
}

/** @returns for each manager whether it can be reached */
async function countNodes(connection: NamedEngine['connection']) {
  const nodes: readonly { readonly ManagerStatus?: { readonly Reachability?: string } | null }[] = await connection.ask(
    (docker) => docker.listNodes(),
  );
  const managers = nodes.flatMap(({ ManagerStatus: one }) => (one ? [one.Reachability === 'reachable'] : []));
  return { nodes: nodes.length, managers };
}

function asFailure(error: unknown): Outcome {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) {
    const { message, fix } = reasonOf(error as AppError<'ENGINE_UNREACHABLE'>);
    return failed(message, fix || null);
  }
  return failed(error instanceof Error ? error.message : String(error));
}
