import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import { type SettingsApplied, type SettingsChangeRequest, settingsApplied } from '../../shared/contract/settings.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { redisCli } from './redis-cli.ts';
import { runProgram } from './run-program.ts';
import type { TestHome, TestHomeOptions } from './test-home.ts';
import { useTestHome } from './use-test-home.ts';

/** A running main in a separate home, with its services. */
export interface SettingsHome {
  readonly home: TestHome;
  readonly services: Services;
  readonly configFile: string;
  readonly hash: () => Promise<string>;
  /** Plans and applies a change request. */
  readonly apply: (request: SettingsChangeRequest) => Promise<SettingsApplied>;
  readonly change: (changes: Readonly<Record<string, string | null>>) => Promise<SettingsApplied>;
  readonly done: (operation: Promise<{ readonly id: string }>) => Promise<unknown>;
}

export async function useSettingsHome(
  runtime: RuntimeKind = 'process',
  options: TestHomeOptions = {},
): Promise<SettingsHome> {
  const home = await useTestHome({ docker: runtime === 'docker', ...options });
  const services = await createServices({ env: home.env, client: 'terminal' });
  onTestFinished(() => services.close());
  const done: SettingsHome['done'] = async (operation) =>
    (await services.operations.settled((await operation).id)).result;
  await done(services.instances.install({ runtime }));
  const configFile = join(home.path, 'redis/config/redis.conf');
  const apply: SettingsHome['apply'] = async (request) => {
    const plan = await services.settings.plan('main', request);
    return settingsApplied.parse(await done(services.settings.apply('main', request, plan.hash)));
  };
  return {
    home,
    services,
    configFile,
    hash: async () =>
      createHash('sha256')
        .update(await readFile(configFile))
        .digest('hex'),
    apply,
    change: (changes) => apply({ kind: 'changes', changes: { ...changes } }),
    done,
  };
}

/** Writes `count` keys `key:0`… with a Lua script, which is fast and needs no other client. */
export async function fill(port: number, count: number, ...login: readonly string[]): Promise<void> {
  const script =
    'for i = 0, tonumber(ARGV[1]) - 1 do redis.call("set", "key:" .. i, "value " .. i) end return redis.call("dbsize")';
  await redisCli(port, ...login, 'eval', script, '0', String(count));
}

export async function keyCount(port: number, ...login: readonly string[]): Promise<number> {
  return Number(await redisCli(port, ...login, 'dbsize'));
}

/** `CONFIG GET` of one directive. */
export async function configGet(port: number, directive: string, ...login: readonly string[]): Promise<string> {
  const { stdout } = await runProgram('redis-cli', ['-p', String(port), ...login, 'config', 'get', directive]);
  return stdout.split('\n')[1] ?? '';
}
