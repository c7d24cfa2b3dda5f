import { sep } from 'node:path';
import { MAIN } from '../../shared/contract/names.ts';
import type { CreateTenantInput } from '../../shared/contract/tenant.ts';
import type { Face } from '../../shared/contract/values.ts';
import { createActivity } from './activity/log/create-activity.ts';
import { recordOperations } from './activity/log/operation-event.ts';
import { setAsideEvent } from './activity/log/set-aside-event.ts';
import { notingRemovals } from './activity/watch/record-removals.ts';
import { watchSeen } from './activity/watch/watch-instances.ts';
import { watchActivityLog } from './activity/watch/watch-log.ts';
import { createAlerts } from './alerts/create-alerts.ts';
import { watchAlertState } from './alerts/notices.ts';
import { watchAlerts } from './alerts/watch-alerts.ts';
import { createBackups } from './backups/create-backups.ts';
import { watchBackupFolders } from './backups/store/watch-backup-folders.ts';
import { flushUndoHandler } from './backups/take/flush-undo.ts';
import { createTransfers } from './backups/transfer/create-transfers.ts';
import { benchmarkUndoHandler } from './benchmark/benchmark-undo.ts';
import { createBenchmarks } from './benchmark/create-benchmarks.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { createExporter } from './exporter/create-exporter.ts';
import { createInstances } from './instances/create-instances.ts';
import { createEngines } from './instances/engines/create-engines.ts';
import type { Instances } from './instances/instances.ts';
import { instanceUndoHandler } from './instances/lifecycle/recreate-container.ts';
import { createCatalogue, type Runtimes } from './instances/registry/catalogue.ts';
import { readMainRecord } from './instances/registry/main-record.ts';
import { recordedEngine, withRecordedMain } from './instances/registry/recorded-environment.ts';
import { enterPort } from './instances/registry/register-port.ts';
import { readTenant } from './instances/registry/tenant-record.ts';
import { createLastObserved } from './instances/status/last-observed.ts';
import { createObserver } from './instances/status/observer.ts';
import { createLive } from './live/create-live.ts';
import { createLooks } from './live/snapshots.ts';
import { createLogs } from './logs/create-logs.ts';
import { keepLogsSmall } from './logs/rotation.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { recoverOrphans } from './operations/journal/recover.ts';
import { watchForeignOperations } from './operations/locks/watch-foreign.ts';
import { createOperations } from './operations/run/create-operations.ts';
import { fileUndoHandlers } from './operations/undo/file-undo.ts';
import type { UndoHandlers } from './operations/undo/undo-handlers.ts';
import { createChangeBus } from './platform/events/change-bus.ts';
import { onSetAside } from './platform/files/json-state.ts';
import { readEnvironment } from './platform/home/environment.ts';
import { createLogger } from './platform/log/logger.ts';
import { createPortRegistry } from './ports/port-registry.ts';
import { portUndoHandler } from './ports/port-undo.ts';
import { createOwnUseFilter } from './redis/own-use/own-use-filter.ts';
import { createOwnWork } from './redis/own-use/own-work.ts';
import { createDockerRuntime } from './runtimes/docker/docker-runtime.ts';
import { createProcessRuntime } from './runtimes/process/create-process-runtime.ts';
import { runtimeUndoHandlers } from './runtimes/runtime-undo.ts';
import { createSchedules } from './schedules/create-schedules.ts';
import { createScheduleRunner } from './schedules/run-schedule.ts';
import type { Services } from './services.ts';
import { withReadyData } from './settings/apply/ready-data.ts';
import { settingsUndoHandler } from './settings/apply/revert-settings.ts';
import { createSettings } from './settings/create-settings.ts';
import { planTenant } from './tenants/create-tenant.ts';
import { createTenants } from './tenants/create-tenants.ts';

export interface ServicesOptions {
  /** `process.env`, or a test's own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly face: Face;
}

/**
 * Builds the engine on a home: undoes what a crash left half-made, then answers.
 * @throws AppError BAD_VALUE for a wrong environment variable
 */
export async function createServices({ env, face }: ServicesOptions): Promise<Services> {
  const environment = withRecordedMain(readEnvironment(env));
  const { home } = environment;
  const log = createLogger(home);
  const bus = createChangeBus();
  const activity = createActivity({ home, bus, log });
  const endReporting = onSetAside((file) => {
    if (file.path.startsWith(`${home}${sep}`)) void activity.record(setAsideEvent(file));
  });
  const docker = createDockerRuntime({
    env,
    environment,
    recordedEngine: () => recordedEngine(environment),
    log: log.info,
  });
  const scratch = { programPath: env.PATH, home, containers: docker, endScratch: docker.endScratch };
  const guard = { ...scratch, environment, log: log.info };
  const recordedPort = async (id: string) => {
    // One that cannot be read is reported where the instance is shown.
    const record = await (id === MAIN ? readMainRecord(home) : readTenant(environment, id)).catch(() => null);
    return record?.port ?? null;
  };
  const runtimes: Runtimes = {
    docker: withReadyData(docker, guard),
    process: withReadyData(createProcessRuntime(environment, env.PATH, recordedPort), guard),
  };
  const ports = createPortRegistry(home, environment.tenantPorts);
  const undoHandlers: UndoHandlers = {
    ...fileUndoHandlers,
    ...runtimeUndoHandlers(runtimes, docker),
    port: portUndoHandler(ports),
    instance: instanceUndoHandler(runtimes),
    settings: settingsUndoHandler(runtimes),
    'benchmark-keys': benchmarkUndoHandler(runtimes),
    flush: flushUndoHandler(home, runtimes),
  };
  const recorder = recordOperations(activity);
  const recover = () => recoverOrphans({ home, face, undoHandlers, log, recorder });
  const recovered = [...(await recover())];

  const catalogue = createCatalogue(environment, runtimes);
  const observer = createObserver(createOwnUseFilter(createOwnWork(home)), createLastObserved(home));
  const looks = createLooks(catalogue, observer);
  const operations = createOperations({
    home,
    face,
    bus,
    undoHandlers,
    log,
    recorder,
    // A tenant that was destroyed has left nothing to ask engines about.
    settle: (id, kind) => (kind === 'destroy-client' ? ports.release(id) : enterPort(ports, catalogue, id)),
  });
  const appliesEnvironment = face === 'terminal';
  const deps = { environment, runtimes, catalogue, observer, operations, appliesEnvironment };
  const publishedPorts = () => docker.publishedPorts().catch(() => new Set<number>());
  const tenantDeps = { ...deps, ports, publishedPorts, places: docker.places, reach: docker.reach };
  const planNewTenant = (input: CreateTenantInput) => planTenant(tenantDeps, input);
  const plainBackups = createBackups({
    ...deps,
    face,
    bus,
    log,
    activity,
    programPath: env.PATH,
    planTenant: planNewTenant,
    startScratch: docker.startScratch,
  });
  const backups = notingRemovals(plainBackups, activity, face);
  const runSchedule = createScheduleRunner({ backups, operations, catalogue });
  const schedules = createSchedules({ home, face, bus, log, run: runSchedule, backups });
  const transfers = createTransfers({ home, backups, operations, log });
  // A terminal command is over before anything is due.
  const endSchedules = face === 'terminal' ? () => undefined : schedules.start();
  const endRotation = face === 'terminal' ? () => undefined : keepLogsSmall(catalogue, log);
  const tenants = createTenants(tenantDeps);
  const single = createInstances({ ...deps, safety: backups.safety });
  const instances: Instances = {
    ...single,
    // A tenant's data is never just removed: it is destroyed, with a safety copy.
    uninstall: (id, options) =>
      id !== MAIN && options.removeData ? tenants.destroy(id) : single.uninstall(id, options),
  };
  const watch = () => {
    const changed = (id: string | null) => {
      bus.emit({ noun: 'instances', id });
      // The engine is back, perhaps: what could not be undone without it can be now.
      if (id === null) void recover().then(tellIfAny);
    };
    const tellIfAny = (undone: readonly string[]) => {
      if (undone.length === 0) return;
      recovered.push(...undone);
      bus.emit({ noun: 'instances', id: null });
    };
    const ends = [
      docker.watch(changed),
      watchForeignOperations(home, bus),
      watchBackupFolders(environment, bus),
      watchActivityLog(home, bus),
      watchAlertState(home, bus),
    ];
    return () => {
      for (const end of ends) end();
    };
  };
  const engines = createEngines(runtimes);
  const metrics = createMetrics({ environment, catalogue, observer, looks, log, usage: docker.usage });
  // What is measured is written down by a face that stays.
  const endMetrics = face === 'terminal' ? async () => undefined : metrics.start();
  const alerts = createAlerts({ home, bus, catalogue, observer, operations, backups, schedules, instances });
  const watched = { home, bus, log, activity, catalogue, observer, operations, backups, schedules, docker };
  const endWatching = face === 'terminal' ? [] : [watchSeen(watched, metrics), watchAlerts(watched, metrics)];
  const exporter = createExporter({ environment, face, looks, log });
  const endExporter = face === 'terminal' ? async () => undefined : exporter.start();
  return {
    environment,
    face,
    log,
    recovered,
    forgetRecovered: () => recovered.splice(0),
    activity,
    alerts,
    backups,
    benchmarks: createBenchmarks({ ...deps, programPath: env.PATH, runInside: docker.runInside }),
    schedules,
    transfers,
    engines,
    diagnostics: createDiagnostics({ engines, instances, tenants, alerts, home }),
    instances,
    tenants,
    settings: createSettings({ ...deps, ...scratch, face, safety: backups.safety }),
    operations,
    logs: createLogs({ catalogue, runtimes, log }),
    live: createLive(bus, looks, watch),
    metrics,
    exporter,
    async close() {
      endSchedules();
      endRotation();
      await operations.close();
      await Promise.all(endWatching.map((end) => end()));
      await endMetrics();
      await endExporter();
      await transfers.close();
      await observer.close();
      endReporting();
    },
  };
}
