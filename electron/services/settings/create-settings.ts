import { AppError } from '../../../shared/contract/errors.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { applySettings } from './apply/apply.ts';
import { readHistory } from './history/history.ts';
import { type Compared, compareSettings } from './plan/compare.ts';
import { describeSettings } from './plan/describe.ts';
import { driftOf } from './plan/drift.ts';
import { gather } from './plan/gather.ts';
import { shownPlan } from './plan/plan.ts';
import { prepare } from './plan/prepare.ts';
import type { SettingFacts } from './plan/setting-facts.ts';
import type { SettingsDeps } from './plan/settings-deps.ts';
import type { Settings } from './settings.ts';
import { upgradeInstance } from './upgrade/upgrade.ts';
import { planUpgrade } from './upgrade/upgrade-plan.ts';

export function createSettings(deps: SettingsDeps): Settings {
  return {
    describe: async (id) => describeSettings(await gatherFacts(deps, id)),
    drift: async (id) => driftOf(await gatherFacts(deps, id)),
    async plan(id, request) {
      const prepared = await prepare(deps, id, request);
      prepared.release();
      return shownPlan(prepared.plan, prepared);
    },
    apply: (id, request, hash, confirmed = false) => applySettings(deps, { id, request, hash, confirmed }),
    async history(id) {
      await requireInstance(deps, id);
      const entries = await readHistory(deps.environment.home, id);
      return entries.map(({ back: _, backText: __, ...entry }) => entry);
    },
    async compare(left, right) {
      const [a, b] = await Promise.all([comparedById(deps, left), comparedById(deps, right)]);
      return compareSettings(a, b);
    },
    planUpgrade: (id, image) => planUpgrade(deps, id, image),
    upgrade: (id, image) => upgradeInstance(deps, id, image),
  };
}

async function gatherFacts(deps: SettingsDeps, id: string): Promise<SettingFacts> {
  const { facts, silent, release } = await gather(deps, id);
  release();
  // It loads its data or hangs, and is not stopped.
  return silent
    ? { ...facts, running: true, refusal: `${id} is running but does not report its settings now.` }
    : facts;
}

async function comparedById(deps: SettingsDeps, id: string): Promise<Compared> {
  const instance = await requireInstance(deps, id);
  const { entry, record } = instance;
  const conf = await readEffectiveConf(confPlaceOf(instance));
  if (!conf) throw new AppError('NOT_FOUND', `${id} has no redis.conf.`, { what: 'redis.conf', id });
  const isPublished = can(entry?.runtime ?? record?.runtime, 'network');
  const port = entry?.address?.port ?? record?.port ?? null;
  return {
    conf,
    published: isPublished && port !== null ? { host: entry?.publishedOn ?? '127.0.0.1', port } : null,
  };
}
