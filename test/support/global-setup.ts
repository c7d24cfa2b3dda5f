import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { debianPostgres } from './companion-images.ts';
import { dockerProblem } from './docker-host.ts';
import type { Missing } from './needs.ts';
import { runProgram } from './run-program.ts';
import { leftoversOf } from './sweep.ts';

/** Detects once which requirements the machine meets, and fails the run if it leaves anything behind. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The runner sets it, so that it can clean up after a killed run.
  process.env.TEST_RUN_ID ??= randomBytes(3).toString('hex');
  const redis = await runProgram('redis-server', ['--version']).then(
    () => null,
    () => 'no redis-server program on this machine',
  );
  const missing: Missing = {
    redis,
    docker: (await dockerProblem()) ?? redis,
    postgres: (await debianPostgres()) ? null : 'no PostgreSQL server of Debian on this machine',
    mounts: await mountsProblem(),
    root: process.getuid?.() === 0 ? null : 'needs root',
    linux: process.platform === 'linux' ? null : `not on ${process.platform}`,
    posix: process.platform === 'win32' ? 'not on Windows' : null,
  };
  project.provide('missing', missing);
  return () => failOnLeftovers(`vt-${process.env.TEST_RUN_ID}-`);
}

/** Root in a container may often not mount. */
async function mountsProblem(): Promise<string | null> {
  const tried = await runProgram('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).catch(() => null);
  return process.getuid?.() === 0 && tried?.code === 0 ? null : 'needs root with permission to mount';
}

async function failOnLeftovers(token: string): Promise<void> {
  const left = await leftoversOf(token);
  if (left.length > 0) throw new Error(`the test run left behind:\n${left.join('\n')}`);
}
