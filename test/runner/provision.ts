import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { run } from './children.ts';
import { findChromium, HEADLESS_SHELL } from './find-chromium.ts';
import { findProgram } from './find-program.ts';
import { say } from './say.ts';

interface Wanted {
  readonly package: string;
  readonly isHere: () => boolean;
  /** Services that the package would start now and at every boot. */
  readonly services: readonly string[];
}

/**
 * Installs the missing programs that the tests need: with apt-get as root, otherwise through sudo if the user at the
 * terminal agrees. A program that cannot be installed is no error: its tests are skipped and say so.
 */
export async function provision({
  wantsDocker,
  wantsMachines = false,
}: {
  readonly wantsDocker: boolean;
  /** For several Docker engines and SSH servers on this machine. */
  readonly wantsMachines?: boolean;
}): Promise<void> {
  const wanted: readonly Wanted[] = [
    { package: 'redis-server', isHere: () => findProgram('redis-server') !== null, services: ['redis-server'] },
    // For the Python program of the specification.
    { package: 'python3-redis', isHere: () => existsSync('/usr/lib/python3/dist-packages/redis'), services: [] },
    // For the tests' own Redis module. Debian's gcc only recommends the headers.
    { package: 'gcc', isHere: () => findProgram('cc') !== null, services: [] },
    { package: 'libc6-dev', isHere: () => existsSync('/usr/include/stdlib.h'), services: [] },
    // For the services beside the Redis of a tenant.
    { package: 'postgresql', isHere: () => existsSync('/usr/lib/postgresql'), services: ['postgresql'] },
    { package: 'chromium', isHere: () => findChromium() !== null, services: [] },
    // Only for speed and for few tests, so nobody is asked for them.
    ...(process.getuid?.() === 0
      ? [HEADLESS_SHELL, 'telnet', 'zsh', 'fish'].map((name) => ({
          package: name,
          isHere: () => findProgram(name) !== null,
          services: [],
        }))
      : []),
    ...(wantsMachines && process.getuid?.() === 0
      ? [
          { package: 'openssh-server', isHere: () => existsSync('/usr/sbin/sshd'), services: ['ssh'] },
          { package: 'iproute2', isHere: () => findProgram('ip') !== null, services: [] },
        ]
      : []),
    ...(wantsDocker && process.getuid?.() === 0
      ? [{ package: 'docker.io', isHere: () => findProgram('dockerd') !== null, services: ['docker', 'containerd'] }]
      : []),
    // A local registry, for real pulls.
    ...(wantsDocker && process.getuid?.() === 0
      ? [
          {
            package: 'docker-registry',
            isHere: () => findProgram('docker-registry') !== null,
            services: ['docker-registry'],
          },
        ]
      : []),
  ];
  const missing = wanted.filter(({ isHere }) => !isHere());
  if (missing.length === 0) return;
  const packages = missing.map((one) => one.package);
  if (process.platform !== 'linux' || !findProgram('apt-get')) {
    say(`not on this machine, and there is no apt-get to install it: ${packages.join(', ')}`);
    return;
  }
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  if (asRoot.length > 0 && !(await agrees(`Install ${packages.join(', ')} with sudo apt-get?`))) {
    say(`not on this machine, and only root can install it: ${packages.join(', ')}`);
    return;
  }
  say(`installing ${packages.join(', ')} with apt-get`);
  await withoutStartingServices(asRoot, async () => {
    await apt(asRoot, ['update']);
    if (packages.includes('postgresql') && asRoot.length === 0) await withoutMainCluster();
    // One by one: Ubuntu has no chromium package without snap, and the others must not fail with it.
    for (const name of packages) await apt(asRoot, ['install', '--yes', '--no-install-recommends', name]);
  });
  if (!existsSync('/run/systemd/system')) return;
  for (const unit of missing.flatMap(({ services }) => services))
    await run('systemctl', ['disable', '--now', unit], 'keep');
}

async function apt(asRoot: readonly string[], args: readonly string[]): Promise<void> {
  const [program = 'apt-get', ...rest] = [...asRoot, 'apt-get', '--quiet', ...args];
  const { code, output } = await run(program, rest, 'keep', { DEBIAN_FRONTEND: 'noninteractive' });
  if (code !== 0) say(`apt-get ${args.join(' ')} failed: ${output.trim().split('\n').slice(-5).join('\n')}`);
}

/** Debian's packages start their services unless this file forbids it. An existing one belongs to the machine. */
async function withoutStartingServices(asRoot: readonly string[], body: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  if (asRoot.length > 0 || existsSync(policy)) return body();
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await body();
  } finally {
    await rm(policy, { force: true });
  }
}

/** Debian's server package creates a database that listens on 5432, unless this file forbids it. */
async function withoutMainCluster(): Promise<void> {
  const folder = '/etc/postgresql-common';
  if (existsSync(`${folder}/createcluster.conf`)) return;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/createcluster.conf`, 'create_main_cluster = false\n');
}

async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Readline handles Ctrl-C itself, so the run must end by it.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
