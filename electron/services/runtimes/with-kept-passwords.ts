import type { KeptPassword } from '../passwords/kept-password.ts';
import type { Runtime, RuntimeEntry } from './runtime.ts';

/** A runtime whose entries include the passwords that users entered for their servers. */
export function withKeptPasswords(runtime: Runtime, passwordOf: (id: string) => Promise<KeptPassword | null>): Runtime {
  const complete = async (entry: RuntimeEntry): Promise<RuntimeEntry> => {
    const keptPassword = await passwordOf(entry.id);
    return keptPassword === null ? entry : { ...entry, keptPassword };
  };
  const { listEngines } = runtime;
  return {
    ...runtime,
    list: async (only) => Promise.all((await runtime.list(only)).map(complete)),
    ...(listEngines && {
      listEngines: async (only) =>
        Promise.all(
          (await listEngines(only)).map(async (list) => ({
            ...list,
            entries: await Promise.all(list.entries.map(complete)),
          })),
        ),
    }),
    start: async (id, signal) => complete(await runtime.start(id, signal)),
  };
}
