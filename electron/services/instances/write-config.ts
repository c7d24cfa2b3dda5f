import { readFile } from 'node:fs/promises';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { writeDurably } from '../files/durable-write.ts';
import { orNull } from '../files/file-errors.ts';
import type { SettingDefaults } from '../home/environment.ts';
import type { InstancePaths } from '../home/paths.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { directiveValue, parseRedisConf } from '../settings/redis-conf.ts';
import { newRedisConf, placeRedisConf } from '../settings/template.ts';
import { placementOf } from './placement.ts';

/**
 * Writes the `redis.conf` of an instance that is about to be made: a new one from the defaults, or the one that an
 * earlier installation left, fitted to where it will run and else unchanged.
 * @param wishes directives that the user named in this very command; they win over a file that was kept
 * @returns the password the server will ask for; null: none
 */
export async function writeConfig(options: {
  readonly runtime: RuntimeKind;
  readonly paths: InstancePaths;
  readonly port: number;
  readonly defaults: SettingDefaults;
  readonly wishes: Readonly<Record<string, readonly string[]>>;
  readonly op: OperationContext;
}): Promise<string | null> {
  const { runtime, paths, port, defaults, wishes, op } = options;
  const kept = await orNull(readFile(paths.configFile, 'utf8'));
  if (kept === null) {
    await op.undo.add({ type: 'file', path: paths.configFile });
    const password = defaults.password || null;
    const placement = placementOf(runtime, paths, port, { protectedMode: defaults.protectedMode, password });
    await writeDurably(paths.configFile, newRedisConf(defaults, placement));
    return password;
  }
  const conf = parseRedisConf(kept);
  const password = wishes.requirepass?.[0] ?? (directiveValue(conf, 'requirepass') || null);
  const protectedMode = directiveValue(conf, 'protected-mode')?.toLowerCase() === 'yes' ? 'yes' : 'no';
  const text = placeRedisConf(kept, placementOf(runtime, paths, port, { protectedMode, password }), wishes);
  if (text !== kept) {
    await op.undo.add({ type: 'content', path: paths.configFile, text: kept, mode: 0o600 });
    await writeDurably(paths.configFile, text);
  }
  return password;
}
