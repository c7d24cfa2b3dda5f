import { AppError } from '../../../../shared/contract/errors.ts';
import type { CompanionHooks } from '../../instances/status/companion-hooks.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { dropOrphans } from '../backups/backup-store.ts';
import { saveCompanion } from '../backups/save-companion.ts';
import type { Placed } from '../host/companion-host.ts';
import type { CompanionDeps } from '../work/companion-deps.ts';
import { ensureRunning } from '../work/ensure-running.ts';
import { allPlaced, requireClient } from '../work/placed.ts';
import { stopCompanion, takeDown } from '../work/stop-companion.ts';
import { listCompanions } from './companion-status.ts';
import { writeFiles } from './write-files.ts';

/**
 * Hooks that follow the lifecycle of a tenant. A failing companion does not keep its tenant from starting or stopping.
 */
export function createCompanionHooks(deps: CompanionDeps): CompanionHooks {
  return {
    list: (client) => listCompanions(deps, client),

    async start(client, op) {
      const all = allPlaced(deps, client);
      if (all.length === 0) return [];
      const instance = await requireClient(deps, client);
      const problems = await eachOf(all, op, ({ kind }) => ensureRunning(deps, instance, kind, op));
      await writeFiles(deps, client, null);
      return problems;
    },

    stop: (client, op) => eachOf(allPlaced(deps, client), op, (placed) => stopCompanion(deps, placed, op)),

    async takeDown(client, op) {
      for (const placed of allPlaced(deps, client)) await takeDown(deps, placed, op);
    },

    async backUp(client, name, ofRedis, op) {
      const problems = await eachOf(allPlaced(deps, client), op, async (placed) => {
        const { kind, paths } = placed;
        if (kind.backup.form !== 'dump') throw new NotBackedUp(whyNot(placed));
        await dropOrphans(client, kind, paths, ofRedis);
        await saveCompanion(deps, placed, { name, reason: 'with-tenant' }, op);
      });
      for (const problem of problems) op.warn(problem);
      return problems;
    },
  };
}

/** The sentence is for the user; nothing has failed. */
class NotBackedUp extends Error {}

function whyNot({ client, kind }: Placed): string {
  return `${kind.title} of ${client} was not backed up: its data is copied while it is stopped. Back it up alone.`;
}

async function eachOf(
  all: readonly Placed[],
  op: OperationContext,
  body: (placed: Placed) => Promise<unknown>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const placed of all) {
    try {
      await body(placed);
    } catch (error) {
      if (op.signal.aborted || !(error instanceof AppError || error instanceof NotBackedUp)) throw error;
      problems.push(error.message);
    }
  }
  return problems;
}
