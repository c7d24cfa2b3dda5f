import type { Check, Diagnosis, DiagnosticsBundle } from '../../../shared/contract/diagnostics.ts';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import type { Remedy } from '../../../shared/contract/remedy.ts';
import type { IsolationTest, Tenant } from '../../../shared/contract/tenant.ts';
import { bySeverity } from '../../../shared/diagnosis-report.ts';
import { isFutureDated } from '../../../shared/future-dated.ts';
import { remedyForProblem } from '../../../shared/remedies.ts';
import { roleText } from '../../../shared/replica.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Backups } from '../backups/backups.ts';
import type { Engines } from '../instances/engines/engines.ts';
import type { Instances } from '../instances/instances.ts';
import type { Schedules } from '../schedules/schedules.ts';
import type { Settings } from '../settings/settings.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { type BundleDeps, createBundle } from './bundle/create-bundle.ts';
import { diagnosisRuns } from './diagnosis-runs.ts';
import { diskChecks, foreignListenerChecks } from './machine-checks.ts';
import { type BackupEvidence, securityChecks } from './security/security-checks.ts';
import { type EvidenceDeps, gatherEvidence, outerAddresses, tryFromOutside } from './security/security-evidence.ts';
import { stateFileChecks } from './state-file-checks.ts';
import { type Answer, answerWithin } from './time-limit.ts';
import { unusedDataCheck } from './unused-data-checks.ts';

export interface Diagnostics {
  /**
   * Checks runtimes, instances, tenants, alert rules, the disk, state files, the last isolation test and the security
   * checklist. Keeps the result, changes nothing else, and ends within 10 s.
   */
  run(): Promise<Diagnosis>;
  /** Earlier results, newest first. */
  runs(): Promise<Diagnosis[]>;
  bundle(): Promise<DiagnosticsBundle>;
}

interface DiagnosticsDeps extends EvidenceDeps, Omit<BundleDeps, 'engines' | 'settings'> {
  readonly settings: Pick<Settings, 'describe'>;
  readonly engines: Engines;
  readonly instances: Instances;
  readonly tenants: Tenants;
  readonly alerts: Pick<Alerts, 'checks'>;
  readonly backups: Pick<Backups, 'list'>;
  readonly schedules: Pick<Schedules, 'list'>;
  readonly home: string;
  /** Where main would be installed. */
  readonly mainPort: number;
  readonly dataFolder: (id: string) => string;
}

/** The sources in two rounds, because the second needs the instances of the first. */
const FIRST_MS = 5000;
const SECOND_MS = 4000;
/** Both instances and runtimes, and the checks that need them. */
const WHOLE_MS = 9500;
/** A disk that hangs must not delay the result. */
const KEEP_MS = 300;

export function createDiagnostics(deps: DiagnosticsDeps): Diagnostics {
  const kept = diagnosisRuns(deps.home);
  const run = async (): Promise<Diagnosis> => {
    const at = new Date();
    const first = <T>(work: () => Promise<T>) => answerWithin(FIRST_MS, work);
    const second = <T>(work: () => Promise<T>) => answerWithin(SECOND_MS, work);
    const [engines, instances, tenants, isolation, alerts, disk] = await Promise.all([
      first(() => deps.engines.list()),
      first(() => deps.instances.list()),
      first(() => deps.tenants.list()),
      first(() => deps.tenants.isolation()),
      first(() => deps.alerts.checks()),
      first(() => diskChecks(deps.home)),
    ]);
    const statuses = instances.value ?? [];
    const addresses = outerAddresses();
    const [files, evidence, saved, ports] = await Promise.all([
      // Afterwards, because the calls above may have renamed damaged files.
      second(() => stateFileChecks(deps.home)),
      Promise.all(statuses.map((status) => answerWithin(SECOND_MS, () => gatherEvidence(deps, status, addresses)))),
      second(() => backupEvidence(deps, statuses)),
      // Without the list, main may be installed.
      second(async () => (instances.value === null ? [] : foreignListenerChecks(statuses, deps.mainPort))),
    ]);
    const found = evidence.flatMap(({ value }) => value ?? []);
    const outside = await tryFromOutside(found, Math.max(1, WHOLE_MS - (Date.now() - at.getTime())));
    const checks = [
      ...engineChecks(engines.value ?? []),
      ...(instances.value === null ? [] : statuses.length === 0 ? [nothingInstalled] : statuses.map(instanceCheck)),
      ...(tenants.value ?? []).flatMap(defectCheck),
      ...(ports.value ?? []),
      ...(disk.value ?? []),
      ...(files.value ?? []),
      ...statuses.flatMap(({ id }) => unusedDataCheck(id, deps.dataFolder(id))),
      ...isolationCheck(tenants.value ?? [], isolation.value),
      ...(statuses.length === 0 ? [] : (alerts.value ?? [])),
      ...securityChecks(outside, saved.value),
      // One server that hangs must not hide the findings of the others.
      ...statuses.flatMap(({ id }, index) => uncheckedSecurity(id, evidence[index]?.reason ?? null)),
      ...unansweredChecks({
        engines,
        instances,
        tenants,
        isolation,
        alerts,
        disk,
        files,
        ports,
        backups: saved,
      }),
    ];
    const ok = checks.every(({ level }) => level !== 'fail');
    const result = { checks: [...bySeverity(checks)], ok, at: at.toISOString(), tookMs: Date.now() - at.getTime() };
    // Without an instance, nothing is written. A full disk is one of the findings.
    if (statuses.length > 0) await answerWithin(KEEP_MS, () => kept.keep(result));
    return result;
  };
  return {
    run,
    runs: async () => [...(await kept.list())],
    async bundle() {
      const { value } = await answerWithin(FIRST_MS, () => deps.instances.list());
      return createBundle(deps, await run(), value?.map(({ id }) => id) ?? []);
    },
  };
}

function uncheckedSecurity(id: string, reason: string | null): readonly Check[] {
  if (reason === null) return [];
  const detail = `The security checklist leaves out ${id}: ${reason}.`;
  return [{ id: `unchecked-security-${id}`, title: `Security of ${id}`, level: 'warn', detail, fix: 'Try again.' }];
}

/** One check for each source that did not respond: unknown must not count as passed. */
export function unansweredChecks(answers: Readonly<Record<string, Answer<unknown>>>): readonly Check[] {
  return Object.entries(answers).flatMap(([source, { reason }]): readonly Check[] => {
    if (reason === null) return [];
    const detail = `Could not be checked: ${reason}.`.replace(/\.\.$/, '.');
    return [
      { id: `unchecked-${source}`, title: UNCHECKED[source] ?? source, level: 'fail', detail, fix: 'Try again.' },
    ];
  });
}

const UNCHECKED: Readonly<Record<string, string>> = {
  engines: 'Runtimes',
  instances: 'Instances',
  tenants: 'Tenants',
  isolation: 'Tenant isolation',
  alerts: 'Alerts',
  disk: 'Disk space',
  files: 'State files',
  ports: 'Ports',
  backups: 'Backups',
};

/** Null if the schedules are unreadable, which the check of their file reports. */
async function backupEvidence(
  { backups, schedules }: Pick<DiagnosticsDeps, 'backups' | 'schedules'>,
  instances: readonly InstanceStatus[],
): Promise<readonly BackupEvidence[] | null> {
  const all = await schedules.list().catch(() => null);
  if (all === null) return null;
  const scheduled = all.filter(({ enabled }) => enabled);
  return Promise.all(
    instances.map(async ({ id }) => {
      // Unreadable backups protect nothing.
      const found = await backups.list(id).catch(() => []);
      const verified = found.find((backup) => backup.proof?.ok === true && !isFutureDated(backup, Date.now()));
      const isScheduled = scheduled.some(({ instance }) => instance === id || (instance === null && id !== MAIN));
      return { id, isScheduled, verifiedAt: verified?.createdAt ?? null };
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

export function isolationCheck(tenants: readonly Tenant[], isolation: IsolationTest | null): readonly Check[] {
  const running = tenants.filter(({ isolated, state }) => isolated && state === 'running').map(({ client }) => client);
  if (running.length < 2) return [];
  const common = { id: 'isolation', title: 'Tenant isolation' } as const;
  const fix = 'Test it.';
  const remedy: Remedy = { action: 'test-isolation', flags: {} };
  if (!isolation) return [{ ...common, level: 'info', detail: 'Not tested yet.', fix, remedy }];
  const reached = isolation.probes.filter(({ outcome }) => outcome === 'reached');
  const at = `at ${isolation.at}`;
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
  if (!isolation.ok) return [{ ...common, level: 'warn', detail: `Some attempts failed to run ${at}.`, fix, remedy }];
  // A test says nothing about a tenant that did not run or exist then.
  const tested = new Set(isolation.probes.flatMap(({ from, to }) => [from, to]));
  const untested = running.filter((id) => !tested.has(id));
  if (untested.length > 0) {
    const detail = `The last test, ${at}, did not include ${untested.join(', ')}.`;
    return [{ ...common, level: 'info', detail, fix, remedy }];
  }
  return [{ ...common, level: 'ok', detail: `${isolation.probes.length} attempts, all blocked, ${at}`, fix: null }];
}
