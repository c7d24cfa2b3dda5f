import { sep } from 'node:path';
import { MAIN } from '../../shared/contract/names.ts';
import type { OperationKind } from '../../shared/contract/operation.ts';
import { definitionOf, type PreferenceName } from '../../shared/contract/preference-table.ts';
import type { CreateTenantInput } from '../../shared/contract/tenant.ts';
import type { ClientKind } from '../../shared/contract/values.ts';
import { setByteUnits } from '../../shared/format/bytes.ts';
import { createActivity } from './activity/log/create-activity.ts';
import { recordOperations } from './activity/log/operation-event.ts';
import { setAsideEvent } from './activity/log/set-aside-event.ts';
import { recordRemovals } from './activity/watch/record-removals.ts';
import { watchInstances } from './activity/watch/watch-instances.ts';
import { watchActivityLog } from './activity/watch/watch-log.ts';
import { createAlerts } from './alerts/create-alerts.ts';
import { watchAlertState } from './alerts/notices.ts';
import { watchAlerts } from './alerts/watch-alerts.ts';
import { createBackups } from './backups/create-backups.ts';
import { createTransfers } from './backups/create-transfers.ts';
import { watchBackupFolders } from './backups/store/watch-backup-folders.ts';
import { createBenchmarks } from './benchmark/create-benchmarks.ts';
import { companionHosts, createCompanions } from './companions/create-companions.ts';
import { createConsoles } from './console/create-consoles.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { setAsideFiles } from './diagnostics/state-file-checks.ts';
import { createExporter } from './exporter/create-exporter.ts';
import { createInstances } from './instances/create-instances.ts';
import { createEngines } from './instances/engines/create-engines.ts';
import { engineLeases } from './instances/engines/engine-leases.ts';
import { keepUploaded } from './instances/engines/keep-uploaded.ts';
import { createPasswords } from './instances/passwords/passwords.ts';
import { createCatalogue } from './instances/registry/catalogue.ts';
import { readMainRecord } from './instances/registry/main-record.ts';
import { setReadOnly } from './instances/registry/read-only.ts';
import { recordedEngine, withRecordedMain } from './instances/registry/recorded-environment.ts';
import { registerPort } from './instances/registry/register-port.ts';
import { readTenant, tenantEngineName } from './instances/registry/tenant-record.ts';
import type { CompanionHooks } from './instances/status/companion-hooks.ts';
import { createLastObserved } from './instances/status/last-observed.ts';
import { createObserver } from './instances/status/observer.ts';
import { requireInstance } from './instances/status/status-by-id.ts';
import { createComparisons } from './keyspace/compare/create-comparisons.ts';
import { createKeySpaces } from './keyspace/create-key-spaces.ts';
import { LARGE_VALUE_BYTES } from './keyspace/edit/key-size.ts';
import { keyTarget } from './keyspace/values/key-connections.ts';
import { createKubernetes } from './kubernetes/create-kubernetes.ts';
import { createLive } from './live/create-live.ts';
import type { Poller } from './live/poller.ts';
import { recentStatuses } from './live/recent-statuses.ts';
import { createSnapshotPoller, type Snapshot } from './live/snapshots.ts';
import { createLogs } from './logs/create-logs.ts';
import { keepLogsSmall } from './logs/rotation.ts';
import { createMessaging } from './messaging/create-messaging.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { createModules } from './modules/create-modules.ts';
import { hasJournals } from './operations/journal/journal.ts';
import { watchForeignOperations } from './operations/locks/watch-foreign.ts';
import { createOperations } from './operations/run/create-operations.ts';
import { recoverOrphans, undoEarlier } from './operations/run/recover.ts';
import type { SafetyBackups } from './operations/run/safety-backups.ts';
import type { Keychain } from './passwords/keychain.ts';
import { createPasswordStore } from './passwords/password-store.ts';
import { createChangeBus } from './platform/events/change-bus.ts';
import { requireKnownFormat } from './platform/files/home-format.ts';
import { onSetAside } from './platform/files/json-state.ts';
import { rememberHome } from './platform/home/ensure-folder.ts';
import { readEnvironment } from './platform/home/environment.ts';
import { instancePaths } from './platform/home/paths.ts';
import { ifCreated, onFirstUse } from './platform/lazy/on-first-use.ts';
import { appLogPath, createLogger } from './platform/log/logger.ts';
import { reuseBriefly } from './platform/time/reuse-briefly.ts';
import { createPortRegistry } from './ports/port-registry.ts';
import { createPreferences, watchPreferences } from './preferences/create-preferences.ts';
import { createProjects } from './projects/create-projects.ts';
import { createRecovery } from './recovery/recovery.ts';
import { confPlaceOf } from './redis/conf/conf-place.ts';
import { readEffectiveConf } from './redis/conf/effective-conf.ts';
import { createOwnUseFilter } from './redis/own-use/own-use-filter.ts';
import { createOwnWork } from './redis/own-use/own-work.ts';
import { createRuntimes } from './runtimes/create-runtimes.ts';
import { withPreferredEngine } from './runtimes/docker/engine/endpoint.ts';
import { checkImageName } from './runtimes/docker/images/image-name.ts';
import type { Runtime, Runtimes } from './runtimes/runtime.ts';
import { withKeptPasswords } from './runtimes/with-kept-passwords.ts';
import { createSchedules } from './schedules/create-schedules.ts';
import { createScheduleRunner } from './schedules/run-schedule.ts';
import { createServerPanels } from './server/create-server-panels.ts';
import type { Services } from './services.ts';
import { withReadyData } from './settings/apply/ready-data.ts';
import { createSettings } from './settings/create-settings.ts';
import { planTenant } from './tenants/create-tenant.ts';
import { createTenants } from './tenants/create-tenants.ts';
import { createTls } from './tls/create-tls.ts';
import { undoHandlersOf } from './undo-handlers-of.ts';
import { createUpdates } from './updates/create-updates.ts';
import type { Updater } from './updates/updates.ts';

export interface ServicesOptions {
  /** `process.env`, or that of a test. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly client: ClientKind;
  /** Whether a restart applies REDIS_PORT and REDIS_PASSWORD, because the user has set them for this command. */
  readonly appliesEnvironment?: boolean;
  /** The preferences that this client acts on; omitted: all except those of a desktop app. */
  readonly honours?: readonly PreferenceName[];
  /** Installs newer versions of the app; omitted if the client cannot. */
  readonly updater?: Updater;
  /** Encrypts passwords for the logged-in user; omitted if the client cannot. */
  readonly keychain?: Keychain;
  /** Larger values are restored in pieces. Omitted: `LARGE_VALUE_BYTES`; tests lower it. */
  readonly largeValueBytes?: number;
}

/** The services and their shared parts, each created on first use. */
type Created = Services & { readonly poller: Poller<Snapshot> };

/**
 * Creates the services of a home. First undoes operations that a crash interrupted.
 * @throws AppError BAD_VALUE for an invalid environment variable, CONFLICT for a home of a newer version
 */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { env, client, appliesEnvironment = false } = options;
  const given = readEnvironment(env);
  const { home } = given;
  requireKnownFormat(home);
  rememberHome(home);
  const log = createLogger(home);
  const bus = createChangeBus();
  const preferences = createPreferences({
    ...{ home, env, bus },
    honours: (name) => options.honours?.includes(name) ?? definitionOf(name).by !== 'desktop',
    checks: {
      'metrics-port': (port) => services.exporter.checkPort(port),
      image: checkImageName,
    },
  });
  const environment = withRecordedMain(given, preferences);
  // Messages of the core contain sizes too.
  setByteUnits(preferences.get('units'));
  const undoSpaceBytes = () => preferences.get('undo-space') * 1024 ** 3;
  const activity = createActivity({ home, bus, log });
  const endReporting = onSetAside((file) => {
    if (file.path.startsWith(`${home}${sep}`)) void activity.record(setAsideEvent(file));
  });
  const recordedPort = async (id: string) => {
    // The instance's status reports an unreadable record.
    const record = await (id === MAIN ? readMainRecord(home) : readTenant(environment, id)).catch(() => null);
    return record?.port ?? null;
  };
  const registered = createRuntimes({
    env: withPreferredEngine(env, preferences),
    environment,
    // Several engine calls follow each other, and each would stat the record of every tenant.
    recordedEngine: reuseBriefly(() => recordedEngine(environment), 50).get,
    recordedPort,
    recordedEngineName: (id) => (id === MAIN ? null : tenantEngineName(environment, id)),
    log: log.info,
  });
  const { containers } = registered;
  const passwords = createPasswordStore({ home, preferences, keychain: options.keychain ?? null, bus });
  const scratch = { programPath: env.PATH, home, containers, endScratch: containers.endScratch };
  const guard = { ...scratch, environment, log: log.info };
  // Called as a function, so that a command that starts nothing does not load the module.
  const prepared = Object.entries(registered.runtimes).map(([kind, runtime]): [string, Runtime] => [
    kind,
    withKeptPasswords(
      {
        ...runtime,
        checkStart: (id) => withReadyData(runtime, guard).checkStart(id),
        start: (id, signal) => withReadyData(runtime, guard).start(id, signal),
      },
      passwords.of,
    ),
  ]);
  const runtimes = Object.fromEntries(prepared) as Runtimes;
  const ports = createPortRegistry(home, environment.tenantPorts);
  const host = companionHosts(containers, env);
  const { engineAt } = registered;
  const undoHandlers = undoHandlersOf({ environment, host, runtimes, containers, ports, engineAt });
  const recorder = recordOperations(activity);
  const leases = engineLeases({ environment, engineAt, log });
  const recover = () => recoverOrphans({ home, client, undoHandlers, log, recorder, leases });
  const recovered = [...(await recover())];

  const catalogue = createCatalogue(environment, runtimes);
  const observer = createObserver(createOwnUseFilter(createOwnWork(home)), createLastObserved(home));
  // A destroyed tenant has no container or process: release its port without asking the runtimes.
  const onSucceeded = async (id: string, kind: OperationKind, warn: (text: string) => void) => {
    if (kind === 'destroy-client' || kind === 'uninstall') await passwords.forget(id);
    if (kind === 'destroy-client') return ports.release(id);
    await registerPort(ports, catalogue, id);
    const created = kind === 'install' || kind === 'create-client';
    if (created && preferences.get('new-read-only')) await setReadOnly(environment, id, true);
    if (id !== MAIN) await keepUploaded(containers, { id, engine: tenantEngineName(environment, id) }, warn);
    // Undoes what could be undone only while the instance runs, before any other work on it.
    await undoEarlier({ home, client, undoHandlers, recorder }, id);
  };
  const operations = createOperations({ home, client, bus, undoHandlers, log, recorder, onSucceeded, leases });
  const companions = onFirstUse<CompanionHooks>({
    list: () => services.companions.hooks.list,
    start: () => services.companions.hooks.start,
    stop: () => services.companions.hooks.stop,
    takeDown: () => services.companions.hooks.takeDown,
    backUp: () => services.companions.hooks.backUp,
  });
  const deps = { environment, runtimes, catalogue, observer, operations, appliesEnvironment, companions };
  const publishedPorts = (engine?: string) => containers.publishedPorts(engine).catch(() => new Set<number>());
  const tenantDeps = {
    ...deps,
    ports,
    publishedPorts,
    engines: registered.engines,
    engineAt,
    places: containers.places,
    reach: containers.reach,
  };
  const planNewTenant = (input: CreateTenantInput) => planTenant(tenantDeps, input);
  const dataDeps = {
    ...{ ...deps, client, bus, log, activity, preferences, programPath: env.PATH, planTenant: planNewTenant },
    startScratch: containers.startScratch,
    volumes: containers,
  };
  const watchRuntimes: Runtime['watch'] = (changed) => {
    const ends = Object.values(runtimes).map((runtime) => runtime.watch(changed));
    return () => {
      for (const end of ends) end();
    };
  };
  const watch = () => {
    const changed = (id: string | null) => {
      bus.emit({ noun: 'instances', id });
      // The engine may have reconnected, or an instance may run again: retry undo operations that need it.
      if (id === null || hasJournals(home)) void recover().then(reportRecovered);
    };
    const reportRecovered = (undone: readonly string[]) => {
      if (undone.length === 0) return;
      recovered.push(...undone);
      bus.emit({ noun: 'instances', id: null });
    };
    const ends = [
      watchRuntimes(changed),
      watchForeignOperations(home, bus),
      watchBackupFolders(environment, bus),
      watchActivityLog(home, bus),
      watchAlertState(home, bus),
      watchPreferences(home, bus),
    ];
    return () => {
      for (const end of ends) end();
    };
  };
  const services: Created = onFirstUse<Created>({
    environment: () => environment,
    client: () => client,
    log: () => log,
    recovered: () => recovered,
    forgetRecovered: () => () => recovered.splice(0),
    activity: () => activity,
    preferences: () => preferences,
    operations: () => operations,
    poller: () => createSnapshotPoller(catalogue, observer),
    backups: () => recordRemovals(createBackups(dataDeps), activity, client),
    schedules: () => {
      const { backups } = services;
      const run = createScheduleRunner({ backups, operations, catalogue });
      return createSchedules({ home, client, bus, log, run, backups });
    },
    transfers: () => createTransfers({ home, backups: services.backups, operations, log }),
    tenants: () =>
      createTenants(
        {
          ...tenantDeps,
          ...dataDeps,
          machines: () => services.engines.machines(),
          range: (input) => services.metrics.range(input),
        },
        recentStatuses(services.poller),
      ),
    projects: () => createProjects({ ...tenantDeps, ...dataDeps }),
    instances: () => {
      const safety = onFirstUse<SafetyBackups>({ take: () => services.backups.safety.take });
      const single = createInstances({ ...deps, safety });
      return {
        ...single,
        // Deleting a tenant's data means destroying the tenant, with a safety copy.
        uninstall: (id, options) =>
          id !== MAIN && options.removeData ? services.tenants.destroy(id) : single.uninstall(id, options),
      };
    },
    passwords: () => createPasswords({ catalogue }, passwords),
    engines: () => createEngines({ runtimes, named: registered.engines, environment, env }),
    metrics: () => createMetrics({ ...deps, preferences, poller: services.poller, log, usage: containers.usage }),
    alerts: () => {
      const { backups, schedules, instances } = services;
      return createAlerts({ home, bus, catalogue, observer, operations, backups, schedules, instances });
    },
    exporter: () => createExporter({ environment, client, preferences, poller: services.poller, log }),
    benchmarks: () => {
      const safety = onFirstUse<SafetyBackups>({ take: () => services.backups.safety.take });
      return createBenchmarks({ ...deps, ...scratch, client, safety, runInside: containers.runInside });
    },
    diagnostics: () => {
      const { engines, instances, tenants, alerts, backups, schedules, settings, logs } = services;
      const target = (id: string) => keyTarget({ catalogue }, id);
      const dataFolder = (id: string) => instancePaths(environment, id).data;
      const configuration = async (id: string) =>
        readEffectiveConf(confPlaceOf(await requireInstance({ catalogue }, id)));
      const found = { engines, instances, tenants, alerts, backups, schedules, settings, logs, activity };
      const places = { home, dataFolder, appLog: appLogPath(home), mainPort: environment.mainPort };
      return createDiagnostics({ ...found, ...places, target, configuration });
    },
    recovery: () =>
      createRecovery({
        ...{ home, bus, catalogue, ports, operations, tenants: services.tenants },
        setAsideFiles: () => setAsideFiles(home),
      }),
    updates: () => createUpdates({ updater: options.updater ?? null, preferences, operations, bus, log }),
    server: () => createServerPanels({ environment, catalogue, observer, activity, client, log }),
    settings: () => createSettings({ ...deps, ...scratch, client, safety: services.backups.safety }),
    modules: () => {
      const own = { uploadedFile: (id: string) => services.transfers.file(id), undoSpaceBytes };
      return createModules({ ...deps, ...scratch, ...own, client, safety: services.backups.safety });
    },
    tls: () => createTls({ ...deps, ...scratch, client, safety: services.backups.safety }),
    compare: () => {
      const { backups, transfers } = services;
      const own = { programPath: env.PATH, startScratch: containers.startScratch, threads: background !== null };
      return createComparisons({ ...deps, ...own, backups, uploadedFile: (id) => transfers.file(id) });
    },
    keyspace: () => {
      const { backups, transfers } = services;
      const own = { programPath: env.PATH, startScratch: containers.startScratch, threads: background !== null };
      const planNewTenant = (input: CreateTenantInput) => planTenant(tenantDeps, input);
      const files = { backups, uploadedFile: (id: string) => transfers.file(id) };
      const limits = { largeValueBytes: options.largeValueBytes ?? LARGE_VALUE_BYTES, undoSpaceBytes };
      return createKeySpaces({ ...deps, ...own, ...files, ...limits, log, bus, planTenant: planNewTenant });
    },
    companions: () =>
      createCompanions({
        ...{ ...deps, publishedPorts, host, bus },
        ports: createPortRegistry(home, environment.companionPorts),
        connection: (id, options) => services.instances.connection(id, options),
      }),
    kubernetes: () => createKubernetes({ catalogue, environment }),
    consoles: () => createConsoles({ ...deps, backups: services.backups }),
    messaging: () => createMessaging(deps),
    logs: () => createLogs({ catalogue, runtimes, log }),
    live: () => createLive(bus, services.poller, watch),
    startBackgroundWork: () => () => {
      background ??= startBackgroundWork();
    },
    close: () => async () => {
      background?.endTimers();
      await operations.close();
      await background?.endRecording();
      ifCreated(services, 'consoles')?.close();
      ifCreated(services, 'messaging')?.close();
      await ifCreated(services, 'compare')?.close();
      await ifCreated(services, 'keyspace')?.close();
      await ifCreated(services, 'transfers')?.close();
      await observer.close();
      endReporting();
    },
  });

  let background: ReturnType<typeof startBackgroundWork> | null = null;
  const startBackgroundWork = () => {
    const { metrics, backups, schedules, exporter, tenants, server } = services;
    backups.sweep();
    // Creating it removes the uploads of a killed process.
    void services.transfers;
    const endUnits = preferences.onChange(() => setByteUnits(preferences.get('units')));
    const timers = [
      schedules.start(),
      tenants.start(),
      keepLogsSmall(catalogue, log),
      endUnits,
      services.updates.start(),
    ];
    const endMetrics = metrics.start();
    const { readSlowLog } = server;
    const watched = { home, bus, log, activity, catalogue, observer, operations, backups, schedules, watchRuntimes };
    const watching = [
      watchInstances({ ...watched, readSlowLog }, metrics),
      watchAlerts(watched, metrics),
      server.record(metrics),
    ];
    const endExporter = exporter.start();
    return {
      endTimers() {
        for (const end of timers) end();
      },
      async endRecording() {
        await Promise.all(watching.map((end) => end()));
        await endMetrics();
        await endExporter();
      },
    };
  };
  return services;
}
