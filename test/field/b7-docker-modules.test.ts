import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { useSettingsHome } from '../support/settings-home.ts';

/** The minimum that Redis accepts as a module: it registers its name. */
const source = `typedef int (*get_api)(const char *, void *);
int RedisModule_OnLoad(void *ctx, void **argv, int argc) {
  void (*attributes)(void *, const char *, int, int);
  ((get_api)((void **)ctx)[0])("RedisModule_SetModuleAttribs", (void *)&attributes);
  attributes(ctx, "probe", 1, 1);
  return 0;
}
`;

async function buildModule(folder: string): Promise<boolean> {
  const file = join(folder, 'probe.c');
  await writeFile(file, source);
  const args = ['-shared', '-fPIC', '-nostdlib', '-o', join(folder, 'probe.so'), file];
  return runProgram('cc', args).then(
    ({ code }) => code === 0,
    () => false,
  );
}

for (const runtime of ['process', 'docker'] as const) {
  const needs = runtime === 'docker' ? (['redis', 'docker', 'linux'] as const) : (['redis', 'linux'] as const);
  describeNeeding(needs, `B7 › an instance that loads a module › ${runtime}`, () => {
    it('settings › can be changed', async ({ skip }) => {
      const { home, services, configFile, change, done } = await useSettingsHome(runtime);
      const data = join(home.path, 'redis/data');
      if (!(await buildModule(data))) skip('no C compiler');
      // A relative path is relative to the data folder, because Redis changes there first.
      await appendFile(configFile, '\nloadmodule ./probe.so\n');
      await done(services.instances.restart('main'));
      expect(await redisCli(home.port, 'module', 'list')).toContain('probe');
      await redisCli(home.port, 'set', 'key', 'value');
      await change({ timeout: '77' });
      await change({ 'tcp-backlog': '256' });
      expect(await redisCli(home.port, 'config', 'get', 'timeout')).toContain('77');
      expect(await redisCli(home.port, 'module', 'list')).toContain('probe');
      expect(await redisCli(home.port, 'get', 'key')).toBe('value');
    });
  });
}
