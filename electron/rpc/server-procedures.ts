import { os } from './implementer.ts';

/** One server: its console, messages, panels and TLS. Getters, as in procedures.ts. */
export const serverProcedures = {
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
      putBack: os.streams.putBack.handler(async ({ context, input }) => ({
        pending: await context.services.messaging.putBack(input),
      })),
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
  get modules() {
    return {
      state: os.modules.state.handler(({ context, input }) => context.services.modules.state(input.id)),
      plan: os.modules.plan.handler(({ context, input }) => context.services.modules.plan(input.id, input.request)),
      apply: os.modules.apply.handler(({ context, input }) =>
        context.services.modules.apply(input.id, input.request, input.confirmed),
      ),
    };
  },
  get companions() {
    return {
      kinds: os.companions.kinds.handler(({ context }) => [...context.services.companions.kinds()]),
      list: os.companions.list.handler(async ({ context, input }) => [
        ...(await context.services.companions.list(input.id)),
      ]),
      request: os.companions.request.handler(({ context, input: { id, resources, runtime } }) =>
        context.services.companions.request(id, resources, runtime),
      ),
      create: os.companions.create.handler(({ context, input: { id, name } }) =>
        context.services.companions.create(id, name),
      ),
      start: os.companions.start.handler(({ context, input: { id, name } }) =>
        context.services.companions.start(id, name),
      ),
      stop: os.companions.stop.handler(({ context, input: { id, name } }) =>
        context.services.companions.stop(id, name),
      ),
      remove: os.companions.remove.handler(({ context, input: { id, name } }) =>
        context.services.companions.remove(id, name),
      ),
      backups: os.companions.backups.handler(({ context, input: { id, name } }) => [
        ...context.services.companions.backups(id, name),
      ]),
      backup: os.companions.backup.handler(({ context, input: { id, name, backup } }) =>
        context.services.companions.backup(id, name, backup),
      ),
      restore: os.companions.restore.handler(({ context, input: { id, name, backup } }) =>
        context.services.companions.restore(id, name, backup),
      ),
      files: os.companions.files.handler(({ context, input: { id, reveal } }) =>
        context.services.companions.files(id, reveal),
      ),
      export: os.companions.export.handler(async ({ context, input: { id, ...options } }) => ({
        written: [...(await context.services.companions.export(id, options))],
      })),
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
};
