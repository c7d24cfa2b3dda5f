import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import { appInfo } from './app-info.ts';
import { toClientError } from './client-error.ts';
import type { RpcContext } from './context.ts';
import { guardStream, isStream, refuseFlood } from './guard.ts';

/** Also wraps the validation, so that every error reaches a client through `toClientError`. */
const os = implement(contract)
  .$context<RpcContext>()
  .use(async ({ context, path, signal, next }) => {
    refuseFlood(context);
    const procedure = path.join('.');
    const { log, environment } = context.services;
    try {
      const result = await next();
      if (!isStream(result.output)) return result;
      return { ...result, output: guardStream(result.output, log, procedure, signal, environment.home) };
    } catch (error) {
      throw toClientError(error, log, procedure, environment.home);
    }
  });

/**
 * The contract implemented: every procedure calls one function of a service. A noun is built when it is first read, so
 * a command builds the schemas of the nouns that it uses.
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
      prove: os.backups.prove.handler(({ context, input }) =>
        context.services.backups.prove(input.instance, input.name, input.data),
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
    };
  },
  get compare() {
    return {
      watch: os.compare.watch.handler(({ context, input, signal }) => context.services.compare.watch(input, signal)),
      refresh: os.compare.refresh.handler(({ context, input }) => context.services.compare.refresh(input)),
      folder: os.compare.folder.handler(({ context, input }) => context.services.compare.folder(input)),
      list: os.compare.list.handler(({ context, input }) => context.services.compare.list(input)),
      value: os.compare.value.handler(({ context, input }) => context.services.compare.value(input)),
      export: os.compare.export.handler(({ context, input, signal }) => context.services.compare.export(input, signal)),
    };
  },
  get consoles() {
    return {
      commands: os.consoles.commands.handler(({ context, input }) =>
        context.services.consoles.commands(input.instance),
      ),
      check: os.consoles.check.handler(({ context, input }) => context.services.consoles.check(input)),
      history: os.consoles.history.handler(async ({ context, input }) => ({
        lines: [...(await context.services.consoles.history(input.instance))],
      })),
      remember: os.consoles.remember.handler(async ({ context, input }) => {
        await context.services.consoles.remember(input.instance, input.line);
        return {};
      }),
      forgetHistory: os.consoles.forgetHistory.handler(async ({ context, input }) => {
        await context.services.consoles.forgetHistory(input.instance);
        return {};
      }),
      open: os.consoles.open.handler(({ context, input, signal }) =>
        context.services.consoles.open(input.instance, input.database, signal),
      ),
      send: os.consoles.send.handler(({ context, input }) =>
        context.services.consoles.send(input.session, input.text, input.confirmed),
      ),
      more: os.consoles.more.handler(({ context, input }) =>
        context.services.consoles.more(input.session, input.id, input.from),
      ),
      stop: os.consoles.stop.handler(({ context, input }) => {
        context.services.consoles.stop(input.session);
        return {};
      }),
    };
  },
  get diagnostics() {
    return {
      run: os.diagnostics.run.handler(({ context }) => context.services.diagnostics.run()),
      bundle: os.diagnostics.bundle.handler(({ context }) => context.services.diagnostics.bundle()),
    };
  },
  get engines() {
    return {
      list: os.engines.list.handler(async ({ context }) => [...(await context.services.engines.list())]),
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
      destroyPreview: os.tenants.destroyPreview.handler(({ context, input }) =>
        context.services.tenants.destroyPreview(input.id),
      ),
      destroy: os.tenants.destroy.handler(({ context, input }) => context.services.tenants.destroy(input.id)),
      destroyed: os.tenants.destroyed.handler(async ({ context }) => [...(await context.services.tenants.destroyed())]),
      undoDestroy: os.tenants.undoDestroy.handler(({ context, input }) =>
        context.services.tenants.undoDestroy(input.safetyBackup),
      ),
      repair: os.tenants.repair.handler(({ context, input }) => context.services.tenants.repair(input.id)),
      proveIsolation: os.tenants.proveIsolation.handler(({ context }) => context.services.tenants.proveIsolation()),
      isolation: os.tenants.isolation.handler(({ context }) => context.services.tenants.isolation()),
    };
  },
  get tls() {
    return {
      state: os.tls.state.handler(({ context, input }) => context.services.tls.state(input.id)),
      plan: os.tls.plan.handler(({ context, input }) => context.services.tls.plan(input.id, input.request)),
      apply: os.tls.apply.handler(({ context, input }) =>
        context.services.tls.apply(input.id, input.request, input.confirmed),
      ),
      export: os.tls.export.handler(({ context, input }) =>
        context.services.tls.export(input.id, input.folder, input.overwrite),
      ),
    };
  },
  get server() {
    return {
      slowLog: os.server.slowLog.handler(({ context, input }) => context.services.server.slowLog(input)),
      clients: os.server.clients.handler(({ context, input }) => context.services.server.clients(input.id)),
      killClient: os.server.killClient.handler(({ context, input }) => context.services.server.killClient(input)),
      latency: os.server.latency.handler(({ context, input }) => context.services.server.latency(input)),
      memory: os.server.memory.handler(({ context, input }) => context.services.server.memory(input.id)),
      persistence: os.server.persistence.handler(({ context, input }) => context.services.server.persistence(input.id)),
      replication: os.server.replication.handler(({ context, input }) => context.services.server.replication(input.id)),
      acl: os.server.acl.handler(({ context, input }) => context.services.server.acl(input.id)),
      moment: os.server.moment.handler(({ context, input }) => context.services.server.moment(input)),
    };
  },
  get settings() {
    return {
      describe: os.settings.describe.handler(({ context, input }) => context.services.settings.describe(input.id)),
      drift: os.settings.drift.handler(async ({ context, input }) => [
        ...(await context.services.settings.drift(input.id)),
      ]),
      plan: os.settings.plan.handler(({ context, input }) => context.services.settings.plan(input.id, input.wish)),
      apply: os.settings.apply.handler(({ context, input: { id, wish, hash, confirmed } }) =>
        context.services.settings.apply(id, wish, hash, confirmed),
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
    return {
      watch: os.keyspace.watch.handler(({ context, input, signal }) =>
        context.services.keyspace.watch(input.source, signal),
      ),
      folder: os.keyspace.folder.handler(({ context, input }) => context.services.keyspace.folder(input)),
      list: os.keyspace.list.handler(({ context, input }) => context.services.keyspace.list(input)),
      key: os.keyspace.key.handler(({ context, input }) => context.services.keyspace.key(input)),
      value: os.keyspace.value.handler(({ context, input }) => context.services.keyspace.value(input)),
      create: os.keyspace.create.handler(({ context, input }) => context.services.keyspace.create(input)),
      change: os.keyspace.change.handler(({ context, input }) => context.services.keyspace.change(input)),
      fingerprint: os.keyspace.fingerprint.handler(({ context, input }) =>
        context.services.keyspace.fingerprint(input),
      ),
      changeMany: os.keyspace.changeMany.handler(({ context, input }) => context.services.keyspace.changeMany(input)),
      undo: os.keyspace.undo.handler(({ context, input }) => context.services.keyspace.undo(input)),
      undoPacks: os.keyspace.undoPacks.handler(({ context, input }) =>
        context.services.keyspace.undoPacks(input.instance),
      ),
      analysis: os.keyspace.analysis.handler(({ context, input }) => context.services.keyspace.analysis(input)),
      growth: os.keyspace.growth.handler(({ context, input }) => context.services.keyspace.growth(input)),
      readOnly: os.keyspace.readOnly.handler(async ({ context, input }) => ({
        readOnly: await context.services.keyspace.readOnly(input.instance),
      })),
      setReadOnly: os.keyspace.setReadOnly.handler(async ({ context, input }) => ({
        readOnly: await context.services.keyspace.setReadOnly(input.instance, input.readOnly),
      })),
      commandRefusal: os.keyspace.commandRefusal.handler(async ({ context, input }) => ({
        refusal: await context.services.keyspace.commandRefusal(input.instance, input.words),
      })),
    };
  },
  get keyHistory() {
    return {
      key: os.keyHistory.key.handler(({ context, input, signal }) =>
        context.services.keyspace.histories.key(input, signal),
      ),
      prefix: os.keyHistory.prefix.handler(({ context, input, signal }) =>
        context.services.keyspace.histories.prefix(input, signal),
      ),
    };
  },
  get projects() {
    return {
      plan: os.projects.plan.handler(({ context, input }) => context.services.projects.plan(input.folder)),
      create: os.projects.create.handler(({ context, input }) => context.services.projects.create(input.folder)),
    };
  },
  get pubsub() {
    return {
      channels: os.pubsub.channels.handler(({ context, input }) => context.services.messaging.channels(input.instance)),
      listen: os.pubsub.listen.handler(({ context, input, signal }) =>
        context.services.messaging.listen(input, signal),
      ),
      publish: os.pubsub.publish.handler(async ({ context, input }) => ({
        receivers: await context.services.messaging.publish(input.instance, input.channel, input.message),
      })),
    };
  },
  get streams() {
    return {
      list: os.streams.list.handler(({ context, input }) =>
        context.services.messaging.list(input.instance, input.database),
      ),
      get: os.streams.get.handler(({ context, input }) => context.services.messaging.get(input)),
      pending: os.streams.pending.handler(({ context, input }) => context.services.messaging.pending(input)),
      acknowledge: os.streams.acknowledge.handler(async ({ context, input }) => ({
        acknowledged: await context.services.messaging.acknowledge(input),
      })),
      claim: os.streams.claim.handler(async ({ context, input }) => ({
        claimed: await context.services.messaging.claim(input),
      })),
    };
  },
  get restoreKeys() {
    return {
      preview: os.restoreKeys.preview.handler(({ context, input, signal }) =>
        context.services.keyspace.restores.preview(input, signal),
      ),
      run: os.restoreKeys.run.handler(({ context, input }) => context.services.keyspace.restores.run(input)),
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
