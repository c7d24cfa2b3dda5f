import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { runManage } from '../support/run-manage.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';

/** Writes, when the process ends, which modules of the bundled program it has evaluated. */
const probe = `
process.on('exit', () => {
  const evaluated = globalThis[Symbol.for('vrooli.evaluated')];
  require('node:fs').writeFileSync(process.env.TEST_EVALUATED, JSON.stringify(evaluated));
});`;

/** Runs one command. @returns the modules that it evaluated, as paths in the source tree */
async function evaluatedBy(home: TestHome, ...args: readonly string[]): Promise<readonly string[]> {
  const [script, list] = [join(home.path, 'probe.cjs'), join(home.path, 'evaluated.json')];
  await writeFile(script, probe);
  const env = { ...home.env, NODE_OPTIONS: `--require ${script}`, TEST_EVALUATED: list };
  const { code, stderr } = await runManage(args, env);
  expect(code, stderr).toBe(0);
  return JSON.parse(await readFile(list, 'utf8'));
}

const within = (evaluated: readonly string[], ...folders: readonly string[]) =>
  evaluated.filter((name) => folders.some((folder) => name.startsWith(folder)));

describeNeeding(['posix', 'redis'], 'modules that a command evaluates', () => {
  test('version › on any home › evaluates no service, no schema and no client library', async () => {
    const home = await useTestHome({ docker: false });
    const evaluated = await evaluatedBy(home, '--action', 'version');
    expect(evaluated).toContain('electron/terminal/actions/app/version.ts');
    // The only module of the services is the error path of the standard streams.
    const others = within(evaluated, 'electron/services/', 'electron/rpc/', 'node_modules/');
    expect(others).toEqual(['electron/services/platform/log/guard-streams.ts']);
    const own = ['electron/terminal/actions/app/version.ts', 'electron/terminal/actions/app/words.ts'];
    expect(within(evaluated, 'electron/terminal/actions/')).toEqual(own);
  });

  test('status › of a process instance › evaluates one noun of the contract, no Docker client and no settings', async () => {
    const home = await useTestHome({ docker: false });
    expect(await runManage(['--action', 'install', '--runtime', 'process'], home.env)).toMatchObject({ code: 0 });
    onTestFinished(async () => void (await runManage(['--action', 'stop'], home.env)));
    const evaluated = await evaluatedBy(home, '--action', 'status');
    expect(evaluated).toContain('electron/services/instances/status/status.ts');
    expect(evaluated).toContain('node_modules/ioredis/built/Redis.js');
    const unused = within(
      evaluated,
      'node_modules/dockerode/',
      'node_modules/docker-modem/',
      ...[
        'settings',
        'backups',
        'tenants',
        'metrics',
        'alerts',
        'schedules',
        'diagnostics',
        'exporter',
        'benchmark',
      ].map((folder) => `electron/services/${folder}/`),
    );
    expect(unused).toEqual([]);
    for (const noun of ['settings', 'backup', 'metrics', 'schedule', 'alert'])
      expect(evaluated).not.toContain(`shared/contract/${noun}.ts`);
  });

  test('help › evaluates every action and no service', async () => {
    const home = await useTestHome({ docker: false });
    const evaluated = await evaluatedBy(home, '--help');
    expect(within(evaluated, 'electron/terminal/actions/').length).toBeGreaterThan(30);
    expect(evaluated).not.toContain('electron/services/create-services.ts');
  });
});
