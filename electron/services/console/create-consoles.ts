import { notRunning } from '../instances/status/not-running.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { RedisLink } from '../redis/connection/redis-link.ts';
import type { RenamedCommands } from '../redis/connection/renamed-commands.ts';
import { parseInfo } from '../redis/info/info.ts';
import type { Consoles } from './consoles.ts';
import { readCommandDocs } from './docs/command-docs.ts';
import { type CheckDeps, checkCommand } from './hold/check-command.ts';
import { createConsoleHistory } from './past/console-history.ts';
import { holdsSecret } from './past/holds-secret.ts';
import { readKeyPlaces } from './view/key-of.ts';
import { createOpenConsoles } from './view/open-consoles.ts';

const ANSWER_MS = 5000;

export function createConsoles(deps: CheckDeps): Consoles {
  const past = createConsoleHistory(deps.environment);

  async function requireLink(id: string): Promise<RedisLink> {
    const instance = await requireInstance(deps, id);
    const link = await deps.observer.link(instance);
    if (link !== null) return link;
    throw notRunning(instance, `${id} is not running. Start it to send commands.`);
  }

  async function remember(id: string, line: string, known?: RenamedCommands): Promise<void> {
    await past.add(id, line, async () => {
      const renamed = known ?? (await requireInstance(deps, id)).entry?.address?.renamed;
      return holdsSecret(line, renamed);
    });
  }

  const open = createOpenConsoles({
    ...deps,
    remember,
    keyPlaces: async (id) => readKeyPlaces(await requireLink(id)),
    version: async (id) => {
      const info = await (await requireLink(id)).call(ANSWER_MS, 'INFO', 'server');
      return parseInfo(String(info)).get('redis_version') ?? null;
    },
  });
  return {
    ...open,
    commands: async (id) => readCommandDocs(await requireLink(id)),
    check: (request) => checkCommand(deps, request),
    remember: (id, line) => remember(id, line),
    async history(id) {
      await requireInstance(deps, id);
      return past.read(id);
    },
    async forgetHistory(id) {
      await requireInstance(deps, id);
      await past.clear(id);
    },
  };
}
