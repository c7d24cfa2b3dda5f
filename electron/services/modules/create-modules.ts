import { shownPlan } from '../settings/plan/plan.ts';
import { applyModules, changedModule, planWork, prepareWork } from './apply-modules.ts';
import type { Modules } from './modules.ts';
import type { ModulesDeps } from './modules-deps.ts';
import { modulesStateOf } from './modules-state.ts';

export function createModules(deps: ModulesDeps): Modules {
  return {
    state: (id) => modulesStateOf(deps, id),
    async plan(id, request) {
      const work = await planWork(deps, id, request);
      const prepared = await prepareWork(deps, id, work);
      prepared.release();
      const commands = work.kind === 'load' ? work.module.commands : work.commands;
      return {
        settings: shownPlan(prepared.plan, prepared),
        module: changedModule(work),
        commands: commands && [...commands],
        lost: work.kind === 'unload' ? [...work.lost] : [],
      };
    },
    apply: (id, request, confirmed) => applyModules(deps, id, request, confirmed),
  };
}
