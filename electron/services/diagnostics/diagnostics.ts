import type { Check, Diagnosis } from '../../../shared/contract/diagnostics.ts';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import type { Remedy } from '../../../shared/contract/remedy.ts';
import type { IsolationProof, Tenant } from '../../../shared/contract/tenant.ts';
import { remedyForProblem } from '../../../shared/remedies.ts';
import { roleText } from '../../../shared/replica.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Backups } from '../backups/backups.ts';
import type { Engines } from '../instances/engines/engines.ts';
import type { Instances } from '../instances/instances.ts';
import type { Schedules } from '../schedules/schedules.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { type BackupEvidence, securityChecks } from './security/security-checks.ts';
import { type EvidenceDeps, gatherEvidence, outerAddresses } from './security/security-evidence.ts';
import { stateFileChecks } from './state-file-checks.ts';
import { unusedDataCheck } from './unused-data-checks.ts';

export interface Diagnostics {
  /**
   * Checks runtimes, instances, tenants, alert rules, state files, the last isolation test and the security checklist.
   * Changes nothing.
   */
  run(): Promise<Diagnosis>;
}

interface DiagnosticsDeps extends EvidenceDeps {
  readonly engines: Engines;
  readonly instances: Instances;
  readonly tenants: Tenants;
  readonly alerts: Pick<Alerts, 'checks'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly schedules: Pick<Schedules, 'list'>;
  readonly home: string;
  readonly dataFolder: (id: string) => string;
}

export function createDiagnostics(deps: DiagnosticsDeps): Diagnostics {
  return {
    async run() {
      const [engines, instances, tenants, proof, alerts] = await Promise.all([
        deps.engines.list(),
        deps.instances.list(),
        deps.tenants.list(),
        deps.tenants.isolation(),
        deps.alerts.checks(),
      ]);
      // Afterwards, because the calls above may have renamed damaged files.
      const files = await stateFileChecks(deps.home);
      const addresses = outerAddresses();
      const [evidence, kept] = await Promise.all([
        Promise.all(instances.map((status) => gatherEvidence(deps, status, addresses))),
        backupEvidence(deps, instances),
      ]);
      const checks = [
        ...engineChecks(engines),
        ...(instances.length === 0 ? [nothingInstalled] : instances.map(instanceCheck)),
        ...tenants.flatMap(defectCheck),
        ...files,
        ...instances.flatMap(({ id }) => unusedDataCheck(id, deps.dataFolder(id))),
        ...isolationCheck(tenants, proof),
        ...(instances.length === 0 ? [] : alerts),
        ...securityChecks(evidence, kept),
      ];
      return { checks, ok: checks.every(({ level }) => level !== 'fail') };
    },
  };
}

/** Null where the schedules cannot be read, which the check of their file reports. */
async function backupEvidence(
  { backups, schedules }: Pick<DiagnosticsDeps, 'backups' | 'schedules'>,
  instances: readonly InstanceStatus[],
): Promise<readonly BackupEvidence[] | null> {
  const all = await schedules.list().catch(() => null);
  if (all === null) return null;
  const scheduled = all.filter(({ enabled }) => enabled);
  return Promise.all(
    instances.map(async ({ id }) => {
      // Backups that cannot be read protect nothing.
      const found = await backups.list(id).catch(() => []);
      const verified = found.filter(({ proof }) => proof?.ok === true).map(({ createdAt }) => createdAt);
      const isScheduled = scheduled.some(({ instance }) => instance === id || (instance === null && id !== MAIN));
      return { id, isScheduled, verifiedAt: verified.toSorted().at(-1) ?? null };
    }),
  );
}

const nothingInstalled: Check = {
  id: 'instances',
  title: 'Instances',
  level: 'info',
  detail: 'No instance is installed yet.',
  fix: 'Install main.',
  remedy: { action: 'install', flags: {} },
};

/** One available runtime is enough. */
export function engineChecks(engines: readonly Engine[]): readonly Check[] {
  const anyUsable = engines.some(({ available }) => available);
  return engines.map(({ runtime, available, product, version, endpoint, problem }) => ({
    id: `runtime-${runtime}`,
    title: `Runtime ${runtime}`,
    level: available ? 'ok' : anyUsable ? 'info' : 'fail',
    detail: available
      ? `${product} ${version ?? ''} at ${endpoint ?? 'an unknown address'}`.replace('  ', ' ')
      : (problem?.message ?? 'not responding'),
    fix: available ? null : (problem?.fix ?? null),
  }));
}

export function instanceCheck(status: InstanceStatus): Check {
  const { id, state, problem, port } = status;
  const level =
    state === 'unhealthy' ? 'fail' : problem || state === 'missing' ? 'warn' : state === 'stopped' ? 'info' : 'ok';
  const where = port === null ? '' : ` on port ${port}`;
  const { role, link } = status.replication;
  const replicaNote = role === 'replica' ? `, ${roleText(status.replication)}` : '';
  if (problem === null && link === 'down') return linkDown(status, `${state}${where}${replicaNote}`);
  return {
    id: `instance-${id}`,
    title: `Instance ${id}`,
    level,
    detail: problem?.message ?? `${state}${where}${replicaNote}`,
    fix: problem?.fix ?? null,
    remedy: problem && remedyForProblem(problem.code, status),
  };
}

/** A warning only: the server is healthy, but its data becomes outdated. */
function linkDown({ id, replication: { advice } }: InstanceStatus, detail: string): Check {
  const fix = advice ?? 'Start the master, or correct replicaof and masterauth in its settings.';
  return { id: `instance-${id}`, title: `Instance ${id}`, level: 'warn', detail, fix };
}

function defectCheck({ client, defect }: Tenant): readonly Check[] {
  if (!defect) return [];
  return [
    {
      id: `tenant-${client}`,
      title: `Tenant ${client}`,
      level: 'warn',
      detail: defect.message,
      fix: `${defect.repair}.`,
      remedy: { action: 'repair-client', flags: { 'client-id': client } },
    },
  ];
}

export function isolationCheck(tenants: readonly Tenant[], proof: IsolationProof | null): readonly Check[] {
  const running = tenants.filter(({ isolated, state }) => isolated && state === 'running').map(({ client }) => client);
  if (running.length < 2) return [];
  const common = { id: 'isolation', title: 'Tenant isolation' } as const;
  const fix = 'Test it.';
  const remedy: Remedy = { action: 'test-isolation', flags: {} };
  if (!proof) return [{ ...common, level: 'info', detail: 'Not tested yet.', fix, remedy }];
  const reached = proof.probes.filter(({ outcome }) => outcome === 'reached');
  const at = `at ${proof.at}`;
  if (reached.length > 0) {
    const pairs = reached.map(({ from, to, by }) => `${from} → ${to} by ${by}`).join(', ');
    return [
      {
        ...common,
        level: 'fail',
        detail: `Reached ${at}: ${pairs}`,
        fix: `Restart the Docker engine. ${fix}`,
        remedy,
      },
    ];
  }
  if (!proof.ok) return [{ ...common, level: 'warn', detail: `Some attempts failed to run ${at}.`, fix, remedy }];
  // A test says nothing of a tenant that did not run or exist then.
  const tested = new Set(proof.probes.flatMap(({ from, to }) => [from, to]));
  const untested = running.filter((id) => !tested.has(id));
  if (untested.length > 0) {
    const detail = `The last test, ${at}, did not include ${untested.join(', ')}.`;
    return [{ ...common, level: 'info', detail, fix, remedy }];
  }
  return [{ ...common, level: 'ok', detail: `${proof.probes.length} attempts, all blocked, ${at}`, fix: null }];
}
