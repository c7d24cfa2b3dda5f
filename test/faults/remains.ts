import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerAt } from '../support/docker-host.ts';
import { engineLeftovers } from '../support/engine-leftovers.ts';
import { processesOf } from '../support/processes.ts';
import type { TestHome } from '../support/test-home.ts';

/** The app's records of its actions, samples, admitted pages and the clock, which are no part of an operation. */
const notes = 'app.log activity alerts-now.json clock.json metrics browser-session own-work.json'
  .split(' ')
  .map((name) => join('redis/desktop', name));

/** Everything that exists of a home: its files, processes, containers and networks, one line each. */
export async function remains(home: TestHome): Promise<readonly string[]> {
  const entries = await readdir(home.path, { recursive: true, withFileTypes: true }).catch(() => []);
  const left = entries
    .map((entry) => join(entry.parentPath, entry.name).slice(home.path.length + 1))
    .filter((name) => !notes.some((note) => `${name}/`.startsWith(`${note}/`) || note.startsWith(`${name}/`)))
    .map((name) => `in its folder: ${name}`);
  for (const { pid, command } of await processesOf(home.path)) left.push(`process ${pid}: ${command}`);
  if (!home.dockerHost) return left.sort();
  const { containers, networks } = await engineLeftovers(dockerAt(engineOf(home)), home.token, home.path);
  for (const { name } of containers) left.push(`container ${name}`);
  for (const name of networks) left.push(`network ${name}`);
  return left.sort();
}

/** The machine's engine, without any proxy. */
function engineOf(home: TestHome): string {
  return process.env.DOCKER_HOST ?? home.dockerHost ?? '';
}
