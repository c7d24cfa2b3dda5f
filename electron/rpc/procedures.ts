import { aboutApp, licenceNotices, versionChanges } from './about-app.ts';
import { appFolder } from './app-folder.ts';
import { appInfo } from './app-info.ts';
import { os } from './implementer.ts';
import { keyProcedures } from './key-procedures.ts';
import { serverProcedures } from './server-procedures.ts';

/**
 * Implements the contract: every procedure calls one function of a service. A noun is created when it is first read, so
 * a command creates the schemas of the nouns that it uses.
 */
export const procedures = {
  get activity() {
    return {
      list: os.activity.list.handler(({ context, input }) => context.services.activity.list(input)),
      export: os.activity.export.handler(({ context, input }) => context.services.activity.export(input)),
    };
  },
  get alerts() {
    return {
      list: os.alerts.list.handler(({ context }) => context.services.alerts.list()),
      acknowledge: os.alerts.acknowledge.handler(({ context, input }) => context.services.alerts.acknowledge(input.id)),
      snooze: os.alerts.snooze.handler(({ context, input }) => context.services.alerts.snooze(input.id, input.until)),
      settings: os.alerts.settings.handler(({ context }) => context.services.alerts.settings()),
      saveSettings: os.alerts.saveSettings.handler(({ context, input }) => context.services.alerts.saveSettings(input)),
      notices: os.alerts.notices.handler(({ context, signal }) => context.services.alerts.notices(signal)),
    };
  },
  get app() {
    return {
      about: os.app.about.handler(() => aboutApp()),
      licences: os.app.licences.handler(async () => [...(await licenceNotices(appFolder()))]),
      changes: os.app.changes.handler(async () => [...(await versionChanges(appFolder()))]),
      info: os.app.info.handler(({ context }) => appInfo(context.services)),
      recovered: os.app.recovered.handler(({ context }) => [...context.services.recovered]),
      forgetRecovered: os.app.forgetRecovered.handler(({ context }) => {
        context.services.forgetRecovered();
        return {};
      }),
    };
  },
  get backups() {
    return {
      list: os.backups.list.handler(async ({ context, input }) => [
        ...(await context.services.backups.shown(input.instance)),
      ]),
      get: os.backups.get.handler(({ context, input }) => context.services.backups.get(input.instance, input.name)),
      create: os.backups.create.handler(({ context, input }) => context.services.backups.create(input)),
      verify: os.backups.verify.handler(({ context, input }) =>
        context.services.backups.verify(input.instance, input.name, input.data),
      ),
      restorePreview: os.backups.restorePreview.handler(({ context, input }) =>
        context.services.backups.restorePreview(input.instance, input.name, input.newTenant ?? input.into),
      ),
      restore: os.backups.restore.handler(({ context, input }) =>
        context.services.backups.restore(input.instance, input.name, input.newTenant ?? input.into, input.data),
      ),
      undoable: os.backups.undoable.handler(({ context, input }) => context.services.backups.undoable(input.instance)),
      undo: os.backups.undo.handler(({ context, input }) =>
        context.services.backups.undo(input.instance, input.safetyBackup),
      ),
      remove: os.backups.remove.handler(({ context, input }) =>
        context.services.backups.remove(input.instance, input.name, { undoable: input.undoable }),
      ),
      undoRemove: os.backups.undoRemove.handler(({ context, input }) =>
        context.services.backups.undoRemove(input.instance, input.name),
      ),
      change: os.backups.change.handler(({ context, input: { instance, name, ...change } }) =>
        context.services.backups.change(instance, name, change),
      ),
      cleanup: os.backups.cleanup.handler(({ context, input }) => context.services.backups.cleanup(input)),
      import: os.backups.import.handler(({ context, input }) =>
        context.services.backups.import(input.instance, input.path, input.name, undefined, input.data),
      ),
      importUploaded: os.backups.importUploaded.handler(({ context, input }) =>
        context.services.transfers.import(input.instance, input.upload, input.name, input.data),
      ),
      export: os.backups.export.handler(({ context, input }) =>
        context.services.backups.export(input.instance, input.name, input.path, input.overwrite),
      ),
      flushPreview: os.backups.flushPreview.handler(({ context, input }) =>
        context.services.backups.flushPreview(input.instance),
      ),
      flush: os.backups.flush.handler(({ context, input }) =>
        context.services.backups.flush(input.instance, input.database),
      ),
    };
  },
  get benchmarks() {
    return {
      run: os.benchmarks.run.handler(({ context, input }) => context.services.benchmarks.run(input)),
      tool: os.benchmarks.tool.handler(({ context }) => context.services.benchmarks.tool()),
      runs: os.benchmarks.runs.handler(({ context, input }) => context.services.benchmarks.runs(input.id)),
      deleteRun: os.benchmarks.deleteRun.handler(({ context, input }) =>
        context.services.benchmarks.deleteRun(input.id, input.run),
      ),
      undoDeleteRun: os.benchmarks.undoDeleteRun.handler(({ context, input }) =>
        context.services.benchmarks.undoDeleteRun(input.id, input.run),
      ),
    };
  },
  get compare() {
    return keyProcedures.compare;
  },
  get consoles() {
    return serverProcedures.consoles;
  },
  get diagnostics() {
    return {
      run: os.diagnostics.run.handler(({ context }) => context.services.diagnostics.run()),
      runs: os.diagnostics.runs.handler(({ context }) => context.services.diagnostics.runs()),
      bundle: os.diagnostics.bundle.handler(({ context }) => context.services.diagnostics.bundle()),
    };
  },
  get engines() {
    return {
      list: os.engines.list.handler(async ({ context }) => [...(await context.services.engines.list())]),
      machines: os.engines.machines.handler(async ({ context }) => [...(await context.services.engines.machines())]),
      names: os.engines.names.handler(({ context }) => [...context.services.engines.names()]),
      contexts: os.engines.contexts.handler(({ context }) => [...context.services.engines.contexts()]),
      add: os.engines.add.handler(({ context, input }) => context.services.engines.add(input)),
      remove: os.engines.remove.handler(async ({ context, input }) => {
        await context.services.engines.remove(input.name);
        return { name: input.name };
      }),
      nodes: os.engines.nodes.handler(async ({ context, input }) => [
        ...(await context.services.engines.nodes(input.name)),
      ]),
      test: os.engines.test.handler(({ context, input }) => context.services.engines.test(input.name)),
    };
  },
  get exporter() {
    return {
      state: os.exporter.state.handler(({ context }) => context.services.exporter.state()),
      save: os.exporter.save.handler(({ context, input }) => context.services.exporter.save(input)),
    };
  },
  get instances() {
    return {
      list: os.instances.list.handler(async ({ context }) => [...(await context.services.instances.list())]),
      status: os.instances.status.handler(({ context, input }) => context.services.instances.status(input.id)),
      connection: os.instances.connection.handler(({ context, input: { id, ...options } }) =>
        context.services.instances.connection(id, options),
      ),
      installPreview: os.instances.installPreview.handler(({ context, input }) =>
        context.services.instances.installPreview(input?.port),
      ),
      install: os.instances.install.handler(({ context, input }) => context.services.instances.install(input)),
      uninstall: os.instances.uninstall.handler(({ context, input: { id, ...options } }) =>
        context.services.instances.uninstall(id, options),
      ),
      start: os.instances.start.handler(({ context, input }) => context.services.instances.start(input.id)),
      otherClients: os.instances.otherClients.handler(({ context, input }) =>
        context.services.instances.otherClients(input.id),
      ),
      stopPreview: os.instances.stopPreview.handler(({ context, input }) =>
        context.services.instances.stopPreview(input.id),
      ),
      killPreview: os.instances.killPreview.handler(({ context, input }) =>
        context.services.instances.killPreview(input.id),
      ),
      kill: os.instances.kill.handler(({ context, input }) => context.services.instances.kill(input.id)),
      stop: os.instances.stop.handler(({ context, input: { id, ...options } }) =>
        context.services.instances.stop(id, options),
      ),
      restart: os.instances.restart.handler(({ context, input: { id, ...options } }) =>
        context.services.instances.restart(id, options),
      ),
    };
  },
  get tenants() {
    return {
      list: os.tenants.list.handler(async ({ context }) => [...(await context.services.tenants.list())]),
      get: os.tenants.get.handler(({ context, input }) => context.services.tenants.get(input.id)),
      ports: os.tenants.ports.handler(({ context }) => context.services.tenants.ports()),
      checkId: os.tenants.checkId.handler(({ context, input }) => context.services.tenants.checkId(input.id)),
      create: os.tenants.create.handler(({ context, input }) => context.services.tenants.create(input)),
      branch: os.tenants.branch.handler(({ context, input }) => context.services.tenants.branch(input)),
      setExpiry: os.tenants.setExpiry.handler(({ context, input }) =>
        context.services.tenants.setExpiry(input.id, input.expiresInSeconds),
      ),
      expireBranches: os.tenants.expireBranches.handler(async ({ context }) => [
        ...(await context.services.tenants.expireBranches(new Date())),
      ]),
      describe: os.tenants.describe.handler(({ context, input: { id, ...description } }) =>
        context.services.tenants.describe(id, description),
      ),
      movePreview: os.tenants.movePreview.handler(({ context, input }) => context.services.tenants.movePreview(input)),
      move: os.tenants.move.handler(({ context, input }) => context.services.tenants.move(input)),
      machineFigures: os.tenants.machineFigures.handler(async ({ context }) => [
        ...(await context.services.tenants.machineFigures()),
      ]),
      drainPreview: os.tenants.drainPreview.handler(({ context, input }) =>
        context.services.tenants.drainPreview(input),
      ),
      drain: os.tenants.drain.handler(({ context, input }) => context.services.tenants.drain(input)),
      destroyPreview: os.tenants.destroyPreview.handler(({ context, input }) =>
        context.services.tenants.destroyPreview(input.id),
      ),
      destroy: os.tenants.destroy.handler(({ context, input }) => context.services.tenants.destroy(input.id)),
      destroyed: os.tenants.destroyed.handler(async ({ context }) => [...(await context.services.tenants.destroyed())]),
      undoDestroy: os.tenants.undoDestroy.handler(({ context, input }) =>
        context.services.tenants.undoDestroy(input.safetyBackup),
      ),
      repair: os.tenants.repair.handler(({ context, input }) => context.services.tenants.repair(input.id)),
      testIsolation: os.tenants.testIsolation.handler(({ context }) => context.services.tenants.testIsolation()),
      isolation: os.tenants.isolation.handler(({ context }) => context.services.tenants.isolation()),
    };
  },
  get modules() {
    return serverProcedures.modules;
  },
  get companions() {
    return serverProcedures.companions;
  },
  get tls() {
    return serverProcedures.tls;
  },
  get server() {
    return serverProcedures.server;
  },
  get settings() {
    return {
      describe: os.settings.describe.handler(({ context, input }) => context.services.settings.describe(input.id)),
      drift: os.settings.drift.handler(async ({ context, input }) => [
        ...(await context.services.settings.drift(input.id)),
      ]),
      plan: os.settings.plan.handler(({ context, input }) => context.services.settings.plan(input.id, input.request)),
      apply: os.settings.apply.handler(({ context, input: { id, request, hash, confirmed } }) =>
        context.services.settings.apply(id, request, hash, confirmed),
      ),
      history: os.settings.history.handler(async ({ context, input }) => [
        ...(await context.services.settings.history(input.id)),
      ]),
      compare: os.settings.compare.handler(async ({ context, input: { left, right } }) => [
        ...(await context.services.settings.compare(left, right)),
      ]),
      planUpgrade: os.settings.planUpgrade.handler(({ context, input: { id, image } }) =>
        context.services.settings.planUpgrade(id, image),
      ),
      upgrade: os.settings.upgrade.handler(({ context, input: { id, image } }) =>
        context.services.settings.upgrade(id, image),
      ),
    };
  },
  get operations() {
    return {
      list: os.operations.list.handler(async ({ context }) => [...(await context.services.operations.list())]),
      get: os.operations.get.handler(({ context, input }) => context.services.operations.get(input.id)),
      cancel: os.operations.cancel.handler(({ context, input }) => context.services.operations.cancel(input.id)),
      stopWaiting: os.operations.stopWaiting.handler(({ context, input }) =>
        context.services.operations.stopWaiting(input.id),
      ),
      watch: os.operations.watch.handler(({ context, input, signal }) =>
        context.services.operations.watch(input.id, signal),
      ),
    };
  },
  get logs() {
    return {
      recent: os.logs.recent.handler(({ context, input }) => context.services.logs.recent(input)),
      follow: os.logs.follow.handler(({ context, input, signal }) => context.services.logs.follow(input, signal)),
    };
  },
  get schedules() {
    return {
      list: os.schedules.list.handler(async ({ context }) => [...(await context.services.schedules.list())]),
      save: os.schedules.save.handler(({ context, input }) => context.services.schedules.save(input)),
      preview: os.schedules.preview.handler(({ context, input }) => context.services.schedules.preview(input)),
      remove: os.schedules.remove.handler(({ context, input }) => context.services.schedules.remove(input.id)),
      undoRemove: os.schedules.undoRemove.handler(({ context, input }) =>
        context.services.schedules.undoRemove(input.id),
      ),
      runNow: os.schedules.runNow.handler(({ context, input }) => context.services.schedules.runNow(input.id)),
    };
  },
  get keyspace() {
    return keyProcedures.keyspace;
  },
  get keyHistory() {
    return keyProcedures.keyHistory;
  },
  get passwords() {
    return {
      list: os.passwords.list.handler(({ context }) => context.services.passwords.list()),
      enter: os.passwords.enter.handler(({ context, input }) =>
        context.services.passwords.enter(input.id, input.password),
      ),
      forget: os.passwords.forget.handler(({ context, input }) => context.services.passwords.forget(input.id)),
    };
  },
  get preferences() {
    return {
      list: os.preferences.list.handler(({ context }) => context.services.preferences.list()),
      save: os.preferences.save.handler(({ context, input }) => context.services.preferences.save(input)),
      reset: os.preferences.reset.handler(({ context, input }) => context.services.preferences.reset(input.names)),
      home: os.preferences.home.handler(({ context }) => context.services.preferences.home()),
    };
  },
  get recovery() {
    return {
      damaged: os.recovery.damaged.handler(({ context }) => [...context.services.recovery.damaged()]),
      rebuild: os.recovery.rebuild.handler(({ context }) => context.services.recovery.rebuild()),
    };
  },
  get updates() {
    return {
      state: os.updates.state.handler(({ context }) => context.services.updates.state()),
      check: os.updates.check.handler(({ context }) => context.services.updates.check()),
      download: os.updates.download.handler(({ context }) => context.services.updates.download()),
      skip: os.updates.skip.handler(({ context }) => context.services.updates.skip()),
      install: os.updates.install.handler(({ context }) => context.services.updates.install()),
    };
  },
  get projects() {
    return {
      plan: os.projects.plan.handler(({ context, input }) => context.services.projects.plan(input)),
      create: os.projects.create.handler(({ context, input }) => context.services.projects.create(input)),
    };
  },
  get pubsub() {
    return serverProcedures.pubsub;
  },
  get streams() {
    return serverProcedures.streams;
  },
  get restoreKeys() {
    return keyProcedures.restoreKeys;
  },
  get kubernetes() {
    return {
      export: os.kubernetes.export.handler(({ context, input }) => context.services.kubernetes.export(input)),
    };
  },
  get live() {
    return {
      changes: os.live.changes.handler(({ context, signal }) => context.services.live.changes(signal)),
      statuses: os.live.statuses.handler(({ context, input, signal }) =>
        context.services.live.statuses(input.intervalMs, signal),
      ),
    };
  },
  get metrics() {
    return {
      range: os.metrics.range.handler(({ context, input }) => context.services.metrics.range(input)),
      databases: os.metrics.databases.handler(({ context, input }) =>
        context.services.metrics.databases(input.id, input.from, input.to),
      ),
      follow: os.metrics.follow.handler(({ context, signal }) => context.services.metrics.follow(signal)),
      container: os.metrics.container.handler(({ context, input, signal }) =>
        context.services.metrics.container(input.id, signal),
      ),
      commands: os.metrics.commands.handler(({ context, input, signal }) =>
        context.services.metrics.commands(input.id, input.intervalMs, signal),
      ),
      settings: os.metrics.settings.handler(({ context }) => context.services.metrics.settings()),
      saveSettings: os.metrics.saveSettings.handler(({ context, input }) =>
        context.services.metrics.saveSettings(input),
      ),
      info: os.metrics.info.handler(({ context, input }) => context.services.metrics.info(input.id)),
    };
  },
};
