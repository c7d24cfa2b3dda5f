import { randomUUID } from 'node:crypto';
import type { KilledClient } from '../../../shared/contract/server.ts';
import type { ClientKind } from '../../../shared/contract/values.ts';
import type { ActivityRecorder } from '../activity/log/activity.ts';
import type { Logger } from '../platform/log/logger.ts';
import { createLocalPrograms } from '../ports/local-programs.ts';
import { boundedText, type ServerDeps } from './ask-server.ts';
import { createLineLogWriter } from './history/line-log.ts';
import { recordPanels } from './history/record-panels.ts';
import { createSlowLogHistory } from './history/slow-log-history.ts';
import { aclReport } from './panels/acl.ts';
import { clientsReport, killClient } from './panels/clients.ts';
import { latencyReport } from './panels/latency.ts';
import { memoryReport } from './panels/memory.ts';
import { momentReport } from './panels/moment.ts';
import { persistenceReport } from './panels/persistence.ts';
import { replicationReport } from './panels/replication.ts';
import { slowLogReport } from './panels/slow-log.ts';
import type { ServerPanels } from './server-panels.ts';

interface Deps extends ServerDeps {
  readonly activity: Pick<ActivityRecorder, 'record'>;
  readonly client: ClientKind;
  readonly log: Logger;
}

const MAX_REASON = 200;

export function createServerPanels(deps: Deps): ServerPanels {
  const { home } = deps.environment;
  const programs = createLocalPrograms();
  const writer = createLineLogWriter(home);
  const slowLogs = createSlowLogHistory(home, writer, deps.log);
  return {
    slowLog: (input) => slowLogReport(deps, input),
    clients: (id) => clientsReport(deps, programs, id),
    async killClient({ reason, ...input }) {
      const killed = await killClient(deps, input);
      if (killed.killed) await recordKill(deps, killed, reason);
      return killed;
    },
    latency: (input) => latencyReport(deps, input),
    memory: (id) => memoryReport(deps, id),
    persistence: (id) => persistenceReport(deps, id),
    replication: (id) => replicationReport(deps, id),
    acl: (id) => aclReport(deps, id),
    moment: (input) => momentReport(deps, input),
    readSlowLog: slowLogs.read,
    record: (ticks) => recordPanels({ ...deps, writer }, ticks),
  };
}

async function recordKill({ activity, client: face }: Deps, killed: KilledClient, reason = ''): Promise<void> {
  const at = new Date().toISOString();
  const detail = [killed.address, boundedText(reason.trim(), MAX_REASON)].filter((part) => part !== '').join(': ');
  await activity.record({
    ...{ id: randomUUID(), at, finishedAt: at, instance: killed.id, kind: 'kill-client', face, backup: null },
    ...{ title: `Client ${killed.client} of ${killed.id} disconnected`, detail, outcome: 'succeeded', level: 'info' },
  });
}
