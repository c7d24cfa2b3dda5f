import type { Api } from '../../../shared/contract/contract.ts';
import type { ActionContext } from './action.ts';

/** The core of one command: created when it is first needed, closed at the end. */
export interface Engine {
  api(): Promise<Api>;
  /** Cancels and undoes running operations; instances keep running. Does nothing if it was never created. */
  close(): Promise<void>;
}

/** Loads the core's code lazily as well: `--help` and a misspelt flag must not wait for it. */
export function lazyEngine(env: ActionContext['env'], say: (line: string) => void): Engine {
  let built: Promise<{ api: Api; close(): Promise<void> }> | null = null;
  const build = async () => {
    const [{ createServices }, { createLocalApi }, { config }] = await Promise.all([
      import('../../services/create-services.ts'),
      import('../../rpc/local.ts'),
      import('zod'),
    ]);
    // A command checks each document once: compiling the validators takes longer than it saves.
    config({ jitless: true });
    const services = await createServices({ env, client: 'terminal', appliesEnvironment: true });
    for (const line of services.recovered) say(line);
    return { api: createLocalApi(services), close: () => services.close() };
  };
  return {
    async api() {
      built ??= build();
      return (await built).api;
    },
    async close() {
      // The caller has reported a failed creation, and there is nothing to close.
      const engine = await built?.catch(() => null);
      await engine?.close();
    },
  };
}
