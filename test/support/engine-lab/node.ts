import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { endChild, track } from '../children.ts';
import { dockerAt } from '../docker-host.ts';
import { killProcessesOf } from '../processes.ts';
import { runProgram } from '../run-program.ts';
import { someAuthority } from '../some-certificates.ts';
import { waitFor } from '../wait-for.ts';
import { createNetwork, type LabNetwork, type LabSwitch } from './network.ts';

/** A machine of the lab: a Docker engine and an SSH server in a network of its own. */
export interface LabNode {
  readonly network: LabNetwork;
  readonly docker: Docker;
  readonly socket: string;
  /** The address for `engines --add`, by SSH. */
  readonly sshAddress: string;
  /** The address by TLS, and the folder of a client's certificates; null without a TLS port. */
  readonly tls: { readonly address: string; readonly certificates: string } | null;
  /** Its containers end with it. */
  stopEngine(): Promise<void>;
  /** Kills the engine. Its containers keep running, and with `liveRestore` also when it starts again. */
  killEngine(): Promise<void>;
  startEngine(): Promise<void>;
  startSsh(): Promise<void>;
  stopSsh(): Promise<void>;
  /** Gives the stopped engine another identity, as a new installation of Docker. */
  forgetEngineId(): void;
  /** Gives the SSH server another host key, as a machine that was replaced. */
  changeHostKey(): Promise<void>;
  remove(): Promise<void>;
}

export interface LabNodeOptions {
  readonly folder: string;
  readonly token: string;
  readonly plugged: LabSwitch;
  readonly index: number;
  /** The public keys that may sign in. */
  readonly authorizedKeys: string;
  /** Also opens a TCP port with TLS. */
  readonly tls?: boolean;
  /** Containers keep running while the engine does not. A swarm does not allow it. */
  readonly liveRestore?: boolean;
}

export const TLS_PORT = 2376;

export async function startNode(options: LabNodeOptions): Promise<LabNode> {
  const { token, index, authorizedKeys } = options;
  const folder = join(options.folder, `node${index}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const network = await createNetwork(options.plugged, token, index);
  const [program, ...enter] = network.enter;
  const socket = join(folder, 'docker.sock');
  writeFileSync(join(folder, 'authorized_keys'), authorizedKeys, { mode: 0o600 });
  const tls = options.tls ? await writeCertificates(join(folder, 'tls'), network.address) : null;
  const ownId = await ownEngineId(folder);
  let engine: ChildProcess | null = null;
  let ssh: ChildProcess | null = null;

  const inside = (name: string, words: readonly string[]) => {
    const log = join(folder, `${name}-${Date.now()}.log`);
    // A file, not a pipe: the programs that it starts would keep a pipe open.
    const file = openSync(log, 'w');
    const child = spawn(program, [...enter, ...words], { stdio: ['ignore', file, file] });
    closeSync(file);
    track(child, `${name} of node ${index}`);
    return { child, output: () => readFileSync(log, 'utf8').slice(-4000) };
  };

  const startEngine = async () => {
    rmSync(join(folder, 'docker.pid'), { force: true });
    // The engine would wait for the containerd of one that was killed, which has ended with it but may not be reaped.
    rmSync(join(folder, 'exec/containerd/containerd.pid'), { force: true });
    const pool = `base=10.${232 + index}.0.0/16,size=24`;
    const secure = tls
      ? [
          ...['-H', `tcp://0.0.0.0:${TLS_PORT}`, '--tlsverify', '--tlscacert', join(tls, 'ca.pem')],
          ...['--tlscert', join(tls, 'server.pem'), '--tlskey', join(tls, 'server-key.pem')],
        ]
      : [];
    const started = inside('dockerd', [
      // Each machine has a host name of its own, and the nodes of a swarm take it.
      ...['unshare', '--uts', 'sh', '-c', `hostname node${index + 1}; exec "$@"`, 'sh'],
      ...['dockerd', '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--pidfile', join(folder, 'docker.pid'), '-H', `unix://${socket}`, ...secure],
      ...(options.liveRestore ? ['--live-restore'] : []),
      ...ownId,
      ...['--bip', `10.${232 + index}.255.1/24`, '--default-address-pool', pool],
    ]);
    engine = started.child;
    await waitFor(`the engine of node ${index}`, () => dockerAt(`unix://${socket}`).ping()).catch((error) => {
      throw new Error(started.output(), { cause: error });
    });
  };

  const newHostKey = async () => {
    rmSync(join(folder, 'host_key'), { force: true });
    await runProgram('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host_key')]);
  };
  const startSsh = async () => {
    const lines = [
      `ListenAddress ${network.address}:22`,
      `HostKey ${join(folder, 'host_key')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      ...['PidFile none', 'UsePAM no', 'StrictModes no', 'PermitRootLogin yes', 'PasswordAuthentication yes'],
    ];
    writeFileSync(join(folder, 'sshd_config'), `${lines.join('\n')}\n`);
    // A user without rights, whom only this server knows.
    const users = join(folder, 'passwd');
    writeFileSync(users, `${readFileSync('/etc/passwd', 'utf8')}guest:x:65533:65533::/:/bin/sh\n`);
    const started = inside('sshd', [
      ...['unshare', '--mount', 'sh', '-c', 'mount --bind "$1" /etc/passwd && shift && exec "$@"', 'sh', users],
      ...['/usr/sbin/sshd', '-D', '-e', '-f', join(folder, 'sshd_config')],
    ]);
    ssh = started.child;
    await waitFor('sshd to listen', () => /Server listening/.test(started.output())).catch((error) => {
      throw new Error(started.output(), { cause: error });
    });
  };
  const stopSsh = async () => {
    const server = ssh;
    ssh = null;
    server?.kill('SIGTERM');
    // A connection is a process of its own.
    const { stdout } = await runProgram('ip', ['netns', 'pids', `${token}-${index}`]);
    for (const pid of stdout.split('\n').filter((line) => line !== '')) {
      const command = await read(`/proc/${pid}/cmdline`);
      if (/sshd/.test(command)) process.kill(Number(pid), 'SIGKILL');
    }
    if (server) await endChild(server, 'SIGKILL');
  };

  await newHostKey();
  await Promise.all([startEngine(), startSsh()]);
  chmodSync(folder, 0o755);
  return {
    network,
    docker: dockerAt(`unix://${socket}`),
    socket,
    sshAddress: `ssh://root@${network.address}${socket}`,
    tls: tls === null ? null : { address: `tcp://${network.address}:${TLS_PORT}`, certificates: tls },
    async stopEngine() {
      if (engine) await endChild(engine, 'SIGTERM');
      engine = null;
    },
    async killEngine() {
      if (engine) await endChild(engine, 'SIGKILL');
      engine = null;
    },
    startEngine,
    startSsh,
    stopSsh,
    forgetEngineId() {
      rmSync(join(folder, 'key.json'), { force: true });
      rmSync(join(folder, 'data', 'engine-id'), { force: true });
    },
    async changeHostKey() {
      await stopSsh();
      await newHostKey();
      await startSsh();
    },
    async remove() {
      await stopSsh();
      const docker = dockerAt(`unix://${socket}`);
      for (const { Id } of await docker.listContainers({ all: true }).catch(() => []))
        await docker
          .getContainer(Id)
          .remove({ force: true })
          .catch(() => undefined);
      if (engine) await endChild(engine, 'SIGTERM');
      await killProcessesOf(folder);
      await network.remove();
      for (const path of mountsBelow(folder)) await runProgram('umount', ['-l', path]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What an engine that was killed has left mounted, the innermost first. */
function mountsBelow(folder: string): readonly string[] {
  const paths = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return paths.filter((path) => path.startsWith(`${folder}/`)).reverse();
}

/** The certificates of the engine and of a client in one folder. @returns the folder */
async function writeCertificates(folder: string, address: string): Promise<string> {
  mkdirSync(folder, { mode: 0o700 });
  const authority = await someAuthority();
  const [server, client] = [await authority.issue(-1, 1, address), await authority.issue(-1, 1)];
  const files = { ca: authority.ca, server: server.cert, 'server-key': server.key, cert: client.cert, key: client.key };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.pem`), text, { mode: 0o600 });
  return folder;
}

/** Docker before 23 has one id for every engine of a machine, in /etc/docker. */
async function ownEngineId(folder: string): Promise<readonly string[]> {
  const { stdout } = await runProgram('dockerd', ['--version']);
  const major = Number(/version (\d+)/.exec(stdout)?.[1]);
  if (major >= 23) return [];
  const file = join(folder, 'daemon.json');
  writeFileSync(file, JSON.stringify({ 'deprecated-key-path': join(folder, 'key.json') }));
  return ['--config-file', file];
}

async function read(path: string): Promise<string> {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}
