import { existsSync } from 'node:fs';
import { afterAll } from 'vitest';
import { openChildren } from './children.ts';
import { dockerAt } from './docker-host.ts';
import { engineLeftovers } from './engine-leftovers.ts';
import { processesOf } from './processes.ts';
import { closedHomes, openHomes } from './test-home.ts';

// Registered before the hooks of a test file and therefore called after them.
afterAll(async () => {
  const leaks = [...openChildren.values()].map((name) => `a child process: ${name}`);
  for (const child of openChildren.keys()) child.kill('SIGKILL');
  for (const home of [...openHomes]) {
    const content = await leftOf(home.path, home.token, home.dockerHost);
    leaks.push(`an undisposed home: ${home.path} with ${content.join(', ')}`);
    await home.dispose();
  }
  for (const home of closedHomes) leaks.push(...(await leftOf(home.path, home.token, home.dockerHost)));
  closedHomes.clear();
  if (leaks.length > 0) throw new Error(`this file's tests leak ${leaks.join('; ')}`);
});

async function leftOf(path: string, token: string, dockerHost: string | null): Promise<string[]> {
  const left = (await processesOf(path)).map(({ pid, command }) => `process ${pid} (${command})`);
  if (existsSync(path)) left.push(`folder ${path}`);
  if (!dockerHost) return left;
  const engine = await engineLeftovers(dockerAt(dockerHost), token, path).catch(() => null);
  for (const { name } of engine?.containers ?? []) left.push(`container ${name}`);
  for (const name of engine?.networks ?? []) left.push(`network ${name}`);
  return left;
}
