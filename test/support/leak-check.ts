import { existsSync } from 'node:fs';
import { afterAll } from 'vitest';
import { openChildren } from './children.ts';
import { dockerAt } from './docker-host.ts';
import { engineLeftovers } from './engine-leftovers.ts';
import { processState } from './process-state.ts';
import { processesOfEach } from './processes.ts';
import { closedHomes, openHomes, type TestHome } from './test-home.ts';

const before = processState();

// Registered before the hooks of a test file and therefore called after them.
afterAll(async () => {
  const leaks = [...openChildren.values()].map((name) => `a child process: ${name}`);
  for (const child of openChildren.keys()) child.kill('SIGKILL');
  const undisposed = [...openHomes];
  for (const [home, content] of await leftOf(undisposed)) {
    leaks.push(`an undisposed home: ${home.path} with ${content.join(', ')}`);
    await home.dispose();
  }
  const closed = [...closedHomes].filter((home) => !undisposed.includes(home));
  for (const [, content] of await leftOf(closed)) leaks.push(...content);
  closedHomes.clear();
  // The next file runs in the same process.
  leaks.push(...before.changes());
  before.restore();
  if (leaks.length > 0) throw new Error(`this file's tests leak ${leaks.join('; ')}`);
});

/** For each home its processes, its folder and what its engine has of it. */
async function leftOf(homes: readonly TestHome[]): Promise<readonly (readonly [TestHome, readonly string[]])[]> {
  const processes = await processesOfEach(homes.map(({ path }) => path));
  return Promise.all(
    homes.map(async (home, index) => {
      const left = (processes[index] ?? []).map(({ pid, command }) => `process ${pid} (${command})`);
      if (existsSync(home.path)) left.push(`folder ${home.path}`);
      if (!home.dockerHost) return [home, left] as const;
      const engine = await engineLeftovers(dockerAt(home.dockerHost), home.token, home.path).catch(() => null);
      for (const { name } of engine?.containers ?? []) left.push(`container ${name}`);
      for (const name of engine?.networks ?? []) left.push(`network ${name}`);
      return [home, left] as const;
    }),
  );
}
