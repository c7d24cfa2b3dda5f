import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { dockerProblem } from './docker-host.ts';
import type { Missing } from './needs.ts';
import { runProgram } from './run-program.ts';
import { leftoversOf } from './sweep.ts';

/** Looks once at what the machine has, and at the end that the run has left nothing on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The runner gives one, so that it can sweep after a run that was killed.
  process.env.TEST_RUN_ID ??= randomBytes(3).toString('hex');
  const redis = await runProgram('redis-server', ['--version']).then(
    () => null,
    () => 'no redis-server program on this machine',
  );
  const missing: Missing = {
    redis,
    docker: (await dockerProblem()) ?? redis,
    mounts: await mountsProblem(),
    root: process.getuid?.() === 0 ? null : 'needs root',
    linux: process.platform === 'linux' ? null : `not on ${process.platform}`,
    posix: process.platform === 'win32' ? 'not on Windows' : null,
  };
  project.provide('missing', missing);
  return () => failOnLeftovers(`vt-${process.env.TEST_RUN_ID}-`);
}

/** A container's root may often not. */
async function mountsProblem(): Promise<string | null> {
  const tried = await runProgram('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).catch(() => null);
  return process.getuid?.() === 0 && tried?.code === 0 ? null : 'needs root that may mount';
}

async function failOnLeftovers(token: string): Promise<void> {
  const left = await leftoversOf(token);
  if (left.length > 0) throw new Error(`the run has left behind:\n${left.join('\n')}`);
}
