import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runProgram } from '../run-program.ts';
import { createSwitch } from './network.ts';
import { type LabNode, type LabNodeOptions, startNode } from './node.ts';

/** Several machines on one: Docker engines in network namespaces, reached by the machine's own `ssh`. */
export interface EngineLab {
  readonly folder: string;
  readonly nodes: readonly LabNode[];
  /** A `PATH` with an `ssh` that reads the lab's configuration instead of the user's. */
  readonly path: string;
  /** The public key that the machines accept. */
  readonly publicKey: string;
  /** Accepts the current host keys of all machines, as a first connection by hand does. */
  trustHosts(): Promise<void>;
  /** Removes the private key from the lab's configuration, so that no key is left to offer. */
  forgetKey(): void;
  restoreKey(): void;
  remove(): Promise<void>;
}

/** Why this machine cannot run a lab; null if it can. */
export async function labProblem(): Promise<string | null> {
  if (process.platform !== 'linux') return `not on ${process.platform}`;
  if (process.getuid?.() !== 0) return 'needs root';
  if (!existsSync('/usr/sbin/sshd')) return 'needs sshd (apt-get install openssh-server)';
  for (const program of ['dockerd', 'ip', 'nsenter', 'ssh']) {
    const { code } = await runProgram('sh', ['-c', `command -v ${program}`]);
    if (code !== 0) return `needs ${program}`;
  }
  const tried = await runProgram('unshare', ['--net', 'true']);
  return tried.code === 0 ? null : 'needs permission to create network namespaces';
}

export async function startLab(
  nodes: readonly Partial<Pick<LabNodeOptions, 'tls' | 'liveRestore'>>[],
  token = `vt-${process.env.TEST_RUN_ID ?? 'run'}-lab`,
): Promise<EngineLab> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${token}-`)));
  const key = join(folder, 'id_ed25519');
  await runProgram('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const publicKey = readFileSync(`${key}.pub`, 'utf8');
  const knownHosts = join(folder, 'known_hosts');
  const config = (identity: string | null) =>
    writeFileSync(
      join(folder, 'ssh_config'),
      [
        ...(identity === null ? ['IdentityFile none', 'IdentityAgent none'] : [`IdentityFile ${identity}`]),
        ...[
          'IdentitiesOnly yes',
          `UserKnownHostsFile ${knownHosts}`,
          'GlobalKnownHostsFile none',
          'LogLevel ERROR',
          '',
        ],
      ].join('\n'),
    );
  config(key);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const { stdout } = await runProgram('sh', ['-c', 'command -v ssh']);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec ${stdout.trim()} -F ${join(folder, 'ssh_config')} "$@"\n`);
  chmodSync(join(bin, 'ssh'), 0o755);

  const names = `${token}-${process.pid}`;
  const plugged = await createSwitch(names);
  const started: LabNode[] = [];
  const remove = async () => {
    await Promise.all(started.map((node) => node.remove()));
    await plugged.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await Promise.all(
      nodes.map(async (node, index) => {
        const options = { ...node, folder, token: names, plugged, index, authorizedKeys: publicKey };
        started[index] = await startNode(options);
      }),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  const lab: EngineLab = {
    folder,
    nodes: started,
    path: `${bin}${delimiter}${process.env.PATH}`,
    publicKey,
    async trustHosts() {
      const keys = started.map(({ network }, index) => {
        const host = readFileSync(join(folder, `node${index}`, 'host_key.pub'), 'utf8');
        return `${network.address} ${host}`;
      });
      writeFileSync(knownHosts, keys.join(''));
    },
    forgetKey: () => config(null),
    restoreKey: () => config(key),
    remove,
  };
  await lab.trustHosts();
  return lab;
}
