import { requireInstance } from '../instances/status/status-by-id.ts';
import { shownPlan } from '../settings/plan/plan.ts';
import type { SettingsDeps } from '../settings/plan/settings-deps.ts';
import { applyTls } from './apply-tls.ts';
import { exportClient } from './export-client.ts';
import type { Tls } from './tls.ts';
import { currentState, planTls, prepareTls } from './tls-plan.ts';
import { tlsStateOf } from './tls-state.ts';

export function createTls(deps: SettingsDeps): Tls {
  return {
    state: (id) => currentState(deps, id),
    async plan(id, request) {
      const work = await planTls(deps, id, request);
      const prepared = await prepareTls(deps, id, work);
      prepared.release();
      const { enabled, port, tlsPort } = work.choice;
      return {
        settings: shownPlan(prepared.plan, prepared),
        issues: work.folder !== null,
        plainPort: enabled && tlsPort === null ? null : port,
        tlsPort: enabled ? (tlsPort ?? port) : null,
      };
    },
    apply: (id, request, confirmed) => applyTls(deps, id, { request, confirmed }),
    async export(id, folder, overwrite) {
      const instance = await requireInstance(deps, id);
      return exportClient(instance, await tlsStateOf(instance), { folder, overwrite });
    },
  };
}
