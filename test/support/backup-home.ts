import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import { type Backup, backup, type RestoreResult, restoreResult } from '../../shared/contract/backup.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import type { TestHome } from './test-home.ts';
import { useTestHome } from './use-test-home.ts';

export type Mode = 'rdb' | 'aof' | 'both' | 'none';
export const modes: readonly Mode[] = ['rdb', 'aof', 'both', 'none'];

/** An installed main in a separate home, and its backups. */
export interface BackupHome {
  readonly home: TestHome;
  readonly services: Services;
  readonly data: string;
  readonly backups: string;
  /** Returns the result of an operation, or throws its failure. */
  readonly done: (operation: Promise<{ readonly id: string }>) => Promise<unknown>;
  readonly backUp: (name: string, options?: { kind?: Backup['kind']; verify?: boolean }) => Promise<Backup>;
  readonly restore: (name: string) => Promise<RestoreResult>;
}

export async function useBackupHome(
  options: {
    readonly runtime?: RuntimeKind;
    readonly mode?: Mode;
    readonly env?: Record<string, string>;
    /** The parent folder of the home. */
    readonly parent?: string;
  } = {},
): Promise<BackupHome> {
  const { runtime = 'process', mode = 'rdb', env = {}, parent } = options;
  const docker = runtime === 'docker';
  const home = await useTestHome({ docker, env: { REDIS_PERSISTENCE: mode, ...env }, ...(parent && { parent }) });
  const services = await createServices({ env: home.env, client: 'terminal' });
  onTestFinished(() => services.close());
  const done: BackupHome['done'] = async (operation) =>
    (await services.operations.settled((await operation).id)).result;
  await done(services.instances.install({ runtime }));
  return {
    home,
    services,
    data: join(home.path, 'redis/data'),
    backups: join(home.path, 'redis/backups'),
    done,
    backUp: async (name, { kind = 'snapshot', verify = true } = {}) =>
      backup.parse(await done(services.backups.create({ instance: 'main', name, kind, verify }))),
    restore: async (name) => restoreResult.parse(await done(services.backups.restore('main', name))),
  };
}
