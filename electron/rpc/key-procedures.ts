import { os } from './implementer.ts';

/** Keys: listing, values, changes, comparison, history and restore of chosen ones. Getters, as in procedures.ts. */
export const keyProcedures = {
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
      undoWarning: os.keyspace.undoWarning.handler(async ({ context }) => ({
        warning: await context.services.keyspace.undoWarning(),
      })),
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
  get restoreKeys() {
    return {
      preview: os.restoreKeys.preview.handler(({ context, input, signal }) =>
        context.services.keyspace.restores.preview(input, signal),
      ),
      run: os.restoreKeys.run.handler(({ context, input }) => context.services.keyspace.restores.run(input)),
    };
  },
};
