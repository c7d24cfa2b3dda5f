import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { run } from './children.ts';
import { findChromium } from './find-chromium.ts';
import { findProgram } from './find-program.ts';
import { say } from './say.ts';

interface Wanted {
  readonly package: string;
  readonly isHere: () => boolean;
  /** Units that the package would leave running, and start again with the machine. */
  readonly services: readonly string[];
}

/**
 * Installs what the tests need and the machine has not: by apt-get, as root, else through sudo when somebody at a
 * terminal agrees. What cannot be had is not an error: the suites concerned are skipped and say so.
 */
export async function provision({ wantsDocker }: { readonly wantsDocker: boolean }): Promise<void> {
  const wanted: readonly Wanted[] = [
    { package: 'redis-server', isHere: () => findProgram('redis-server') !== null, services: ['redis-server'] },
    // For the Python program of the specification.
    { package: 'python3-redis', isHere: () => existsSync('/usr/lib/python3/dist-packages/redis'), services: [] },
    { package: 'chromium', isHere: () => findChromium() !== null, services: [] },
    ...(wantsDocker && process.getuid?.() === 0
      ? [{ package: 'docker.io', isHere: () => findProgram('dockerd') !== null, services: ['docker', 'containerd'] }]
      : []),
    // A registry of this machine's own, for real pulls.
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

/** Debian's packages start their services unless this file says no. One that is there is the machine's own. */
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

async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Readline takes Ctrl-C for itself; the run has to end by it.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
