import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { dockerAt, dockerProblem, testDockerHost } from './docker-host.ts';
import type { Missing } from './needs.ts';
import { processesOf } from './processes.ts';
import { runProgram } from './run-program.ts';

/** Looks once at what the machine has, and at the end that the run has left nothing on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runId = randomBytes(3).toString('hex');
  process.env.TEST_RUN_ID = runId;
  const redis = await runProgram('redis-server', ['--version']).then(
    () => null,
    () => 'no redis-server program on this machine',
  );
  const missing: Missing = {
    redis,
    docker: (await dockerProblem()) ?? redis,
    root: process.getuid?.() === 0 ? null : 'needs root',
    linux: process.platform === 'linux' ? null : `not on ${process.platform}`,
    posix: process.platform === 'win32' ? 'not on Windows' : null,
  };
  project.provide('missing', missing);
  return () => failOnLeftovers(`vt-${runId}-`);
}

async function failOnLeftovers(token: string): Promise<void> {
  const folders = (await readdir(tmpdir()))
    .filter((name) => name.startsWith(token))
    .map((name) => join(tmpdir(), name));
  const left = folders.map((folder) => `folder ${folder}`);
  for (const { pid, command } of await processesOf(join(tmpdir(), token))) left.push(`process ${pid}: ${command}`);
  const host = testDockerHost();
  if (host && (await dockerProblem()) === null) {
    const docker = dockerAt(host);
    for (const { Names } of await docker.listContainers({ all: true }))
      if (Names.some((name) => name.includes(token))) left.push(`container ${Names.join(' ')}`);
    for (const { Name } of await docker.listNetworks()) if (Name.includes(token)) left.push(`network ${Name}`);
  }
  if (left.length > 0) throw new Error(`the run has left behind:\n${left.join('\n')}`);
}
