import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerAt, dockerProblem, testDockerHost } from './docker-host.ts';
import { engineLeftovers, removeEngineLeftovers } from './engine-leftovers.ts';
import { releaseLeftPorts } from './ports.ts';
import { killProcessesOf, processesOf } from './processes.ts';

/** The leftovers on the machine of tests with this token prefix, one line each. */
export async function leftoversOf(token: string): Promise<readonly string[]> {
  const folders = await foldersOf(token);
  const processes = await Promise.all([token, ...folders].map(processesOf));
  const commands = new Map(processes.flat().map(({ pid, command }) => [pid, command]));
  const left = folders.map((folder) => `folder ${folder}`);
  for (const [pid, command] of commands) left.push(`process ${pid}: ${command}`);
  const host = testDockerHost();
  if (!host || (await dockerProblem()) !== null) return left;
  const { containers, networks } = await engineLeftovers(dockerAt(host), token, join(tmpdir(), token));
  for (const { name } of containers) left.push(`container ${name}`);
  for (const name of networks) left.push(`network ${name}`);
  return left;
}

/** Removes everything that {@link leftoversOf} finds, and releases the ports of killed workers. */
export async function sweep(token: string): Promise<void> {
  const folders = await foldersOf(token);
  for (const text of [token, ...folders]) await killProcessesOf(text);
  const host = testDockerHost();
  if (host && (await dockerProblem()) === null) await removeEngineLeftovers(host, token, join(tmpdir(), token));
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await releaseLeftPorts();
}

async function foldersOf(token: string): Promise<readonly string[]> {
  const names = await readdir(tmpdir());
  return names.filter((name) => name.startsWith(token)).map((name) => join(tmpdir(), name));
}
