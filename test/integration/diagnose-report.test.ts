import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { expect, onTestFinished, test } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { diagnosis } from '../../shared/contract/diagnostics.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { waitFor } from '../support/wait-for.ts';

const settle = async (services: Services, begun: Promise<{ readonly id: string }>) =>
  services.operations.settled((await begun).id);

/** The files of a bundle by their names, without the folder of the bundle. */
async function filesIn(bundle: Buffer): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const reader = extract();
  reader.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    stream.on('end', () => {
      files.set(header.name.replace(/^[^/]+\//, ''), Buffer.concat(chunks).toString('utf8'));
      next();
    });
  });
  const ended = new Promise<void>((resolve, reject) => {
    reader.on('finish', resolve);
    reader.on('error', reject);
  });
  reader.end(gunzipSync(bundle));
  await ended;
  return files;
}

describeNeeding(['redis', 'posix'], 'diagnosis', () => {
  test('bundle › secrets in settings, users, a log and the operations › holds none of them', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    expect((await settle(services, services.instances.install({ runtime: 'process' }))).error).toBeNull();
    const secrets = ['planted-requirepass', 'planted-masterauth', 'planted-user', 'planted "quoted" one'];
    const conf = join(home.path, 'redis/config/redis.conf');
    const lines = [
      `masterauth ${secrets[1]}`,
      `user reader on >${secrets[2]} ~* +get`,
      'tls-key-file-pass "planted \\"quoted\\" one"',
      `requirepass ${secrets[0]}`,
    ];
    await writeFile(conf, `${await readFile(conf, 'utf8')}\n${lines.join('\n')}\n`);
    const log = join(home.path, 'redis/logs/redis.log');
    const leak = `1:M 29 Nov 2026 12:00:00.000 # AUTH ${secrets[0]} redis://:${secrets[2]}@localhost planted "quoted" one\n`;
    await writeFile(log, `${await readFile(log, 'utf8')}${leak}`);

    const file = join(home.path, 'report.tar.gz');
    const { code, stdout, stderr } = await runManage(['diagnose', '--output', file, '--json'], home.env);
    expect([0, 1], stderr).toContain(code);
    expect(JSON.parse(stdout)).toMatchObject({ path: file });
    const files = await filesIn(await readFile(file));
    expect([...files.keys()].toSorted()).toEqual([
      'app.log',
      'main/redis.conf',
      'main/redis.log',
      'operations.jsonl',
      'report.json',
      'report.md',
      'versions.json',
    ]);
    expect(files.get('main/redis.conf')).toMatch(/^requirepass \*{8}$/m);
    expect(files.get('main/redis.log')).toContain('AUTH ********');
    expect(files.get('operations.jsonl')).toContain('install');
    expect(JSON.parse(files.get('versions.json') ?? '')).toMatchObject({ node: process.version });
    for (const [name, text] of files) for (const secret of secrets) expect(text, name).not.toContain(secret);
  });

  test('healthy main › saved as Markdown and JSON › most serious first, with the security checklist', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    await settle(services, services.instances.install({ runtime: 'process' }));
    const found = await services.diagnostics.run();
    const order = ['fail', 'warn', 'info', 'ok'];
    const levels = found.checks.map(({ level }) => order.indexOf(level));
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(found.checks.filter(({ id }) => id.startsWith('security.'))).toHaveLength(7);

    const saved = join(home.path, 'report.md');
    expect(await runManage(['diagnose', '--output', saved], home.env)).toMatchObject({ code: 0 });
    const markdown = await readFile(saved, 'utf8');
    expect(markdown).toMatch(/^# Redis diagnostics\n/);
    expect(markdown).toContain('`manage.sh --action config --instance main --set requirepass=PASSWORD`');

    const wrong = await runManage(['diagnose', '--output', join(home.path, 'report.pdf')], home.env);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('.md, .json or .tar.gz') });
    const again = await runManage(['diagnose', '--output', saved, '--json'], home.env);
    expect(again.code).toBe(2);
  });

  test('earlier runs › kept, and each listed with what is new and solved; nothing is written without an instance', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const folder = join(home.path, 'redis/desktop/diagnoses');
    await services.diagnostics.run();
    expect(await services.diagnostics.runs()).toEqual([]);
    await settle(services, services.instances.install({ runtime: 'process' }));
    await services.diagnostics.run();
    await settle(services, services.instances.stop('main'));
    await services.diagnostics.run();
    await writeFile(join(folder, '9999999999999-0.json'), '{ damaged');
    const [stopped, running] = await services.diagnostics.runs();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect([stopped, running].map((run) => run?.checks.find(({ id }) => id === 'instance-main')?.level)).toEqual([
      'info',
      'ok',
    ]);
    const { code, stdout } = await runManage(['diagnose', '--history', '--json'], home.env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { at: stopped?.at, changes: { appeared: expect.arrayContaining([expect.objectContaining({ level: 'info' })]) } },
      { at: running?.at, changes: null },
    ]);
    const text = await runManage(['diagnose', '--history'], home.env);
    expect(text.stdout).toMatch(
      /\d failed, \d+ warnings?, \d+ notes?, \d+ passed\n[\s\S]* {2}\+ info {2}Instance main\n/,
    );
    const both = await runManage(['diagnose', '--history', '--output', 'x.md'], home.env);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('leave one of them out') });
  });

  test('engine, server, files and port broken at once › ends in time and names each', async () => {
    const { home, services } = await servicesOnHome({ docker: false, env: { REDIS_READY_TIMEOUT: '1' } });
    await settle(services, services.instances.install({ runtime: 'process' }));
    const tenant = await newTenant(services, { id: 'acme', runtime: 'process' });
    await settle(services, services.instances.stop('acme'));
    const foreign = createServer();
    await new Promise<void>((resolve) => foreign.listen(tenant.port ?? 0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => foreign.close(() => resolve())));
    await mkdir(join(home.path, 'redis/desktop'), { recursive: true });
    await writeFile(join(home.path, 'redis/desktop/schedules.json'), '{ broken');
    await chmod(join(home.path, 'redis/desktop/schedules.json'), 0);
    const [, pid] = /process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server')) ?? [];
    process.kill(Number(pid), 'SIGSTOP');
    onTestFinished(() => void process.kill(Number(pid), 'SIGCONT'));

    await waitFor('main to count as unhealthy', async () => {
      const statuses = await services.instances.list();
      return statuses.find(({ id }) => id === 'main')?.state === 'unhealthy';
    });
    const begun = performance.now();
    const found = diagnosis.parse(await services.diagnostics.run());
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(found.ok).toBe(false);
    const detail = (id: string) => found.checks.find((check) => check.id === id)?.detail ?? '';
    expect(detail('runtime-docker')).toContain('No Docker engine');
    expect(detail('instance-main')).toContain('no answer');
    expect(`${detail('port-acme')} ${detail('instance-acme')}`).toMatch(
      new RegExp(`in use by .*\\(pid ${process.pid}\\)`),
    );
    expect(found.checks.map(({ title, detail: text }) => `${title} ${text}`).join('\n')).toContain('schedules.json');
  });
});
