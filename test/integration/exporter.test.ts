import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Services } from '../../electron/services/services.ts';
import { instanceStatus } from '../../shared/contract/instance.ts';
import { describeNeeding } from '../support/needs.ts';
import { freePort } from '../support/ports.ts';
import { parsePrometheus } from '../support/prometheus-parser.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { startServices } from '../support/start-services.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const document = z.object({ at: z.iso.datetime(), instances: z.array(instanceStatus) });

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request with chosen headers: `fetch` always sends the right Host. */
function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.once('error', reject);
    sent.end();
  });
}

const JSON_PATH = '/api/resources/redis/metrics';

describeNeeding(['redis', 'posix'], 'exporter', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runInProcess(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    const tenant = ['--action', 'create-client', '--client-id', 'acme', '--generate-password', 'yes'];
    expect(await runInProcess(tenant, home.env)).toMatchObject({ code: 0 });
  });
  afterAll(() => home.dispose());

  /** A client that stays open, like `serve`. */
  const openClient = async (client: Services['client'] = 'browser') => {
    const services = await startServices({ env: home.env, client });
    let open = true;
    const close = async () => {
      if (open) await services.close();
      open = false;
    };
    onTestFinished(close);
    return { services, close };
  };

  const switchOff = () => runInProcess(['--action', 'metrics', '--enable', 'no'], home.env);

  test('switched on › serves both formats, with the figures of Redis', async () => {
    const { services } = await openClient();
    expect(await services.exporter.state()).toMatchObject({ state: 'off', enabled: false });
    const port = await freePort();
    expect(await services.exporter.save({ enabled: true, port })).toMatchObject({ state: 'serving', port });
    onTestFinished(async () => void (await switchOff()));

    await redisCli(home.port, 'config', 'resetstat');
    await redisCli(
      home.port,
      '-n',
      '2',
      'eval',
      'for i = 1, 1000 do redis.call("set", "k" .. i, i, "ex", 900) end',
      '0',
    );
    const gets = Array.from({ length: 40 }, (_, index) => (index < 30 ? 'k1' : 'none'));
    await redisCli(
      home.port,
      '-n',
      '2',
      'eval',
      'for _, key in ipairs(ARGV) do redis.call("get", key) end',
      '0',
      ...gets,
    );
    // Data of a recent tick counts as fresh.
    await expect.poll(async () => (await ask(port, JSON_PATH)).body).toContain('"hitRate":0.75');
    const json = await ask(port, JSON_PATH);
    expect(json).toMatchObject({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' } });
    const { instances } = document.parse(JSON.parse(json.body));
    expect(instances.map(({ id, hitRate }) => ({ id, hitRate }))).toEqual([
      { id: 'main', hitRate: 0.75 },
      { id: 'acme', hitRate: null },
    ]);
    const status = instanceStatus.parse((await runInProcess(['--action', 'status', '--json'], home.env)).json());
    expect(instances[0]).toMatchObject({ port: status.port, databases: [{ index: 2, keys: 1000, expires: 1000 }] });

    const text = await ask(port, '/metrics');
    expect(text).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    });
    const families = parsePrometheus(text.body);
    const of = (name: string, id: string) =>
      families.get(name)?.samples.find(({ labels }) => labels.instance === id)?.value;
    expect([of('redis_keyspace_hits_total', 'main'), of('redis_keyspace_misses_total', 'main')]).toEqual([30, 10]);
    expect([of('redis_db_keys', 'main'), of('redis_db_keys_expiring', 'main')]).toEqual([1000, 1000]);
    expect([of('redis_up', 'main'), of('redis_up', 'acme')]).toEqual([1, 1]);
    const calls = families.get('redis_commands_total')?.samples ?? [];
    expect(calls).toContainEqual(expect.objectContaining({ labels: { instance: 'main', cmd: 'get' }, value: 40 }));
    expect(calls.some(({ labels }) => labels.instance === 'acme')).toBe(true);
    const durations = families.get('redis_commands_duration_seconds_total')?.samples ?? [];
    // A script of a thousand writes; a fast command may take less than the microsecond that Redis counts.
    expect(durations.find(({ labels }) => labels.instance === 'main' && labels.cmd === 'eval')?.value).toBeGreaterThan(
      0,
    );
    expect(json.body).not.toContain('cmdstat');

    const conf = await readFile(join(home.path, 'clients/acme/redis/config/redis.conf'), 'utf8');
    const password = /^requirepass "?([^"\n]+)/m.exec(conf)?.[1] ?? '';
    expect(password).not.toBe('');
    for (const { body } of [json, text]) expect(body).not.toContain(password);
  });

  test('simultaneous readers › each instance is asked once', async () => {
    const { services } = await openClient();
    await services.metrics.saveSettings({ intervalMs: 60_000, watchedIntervalMs: 10_000 });
    const port = await freePort();
    await services.exporter.save({ enabled: true, port });
    onTestFinished(async () => void (await switchOff()));
    await redisCli(home.port, 'config', 'resetstat');
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(port, index % 2 ? '/metrics' : JSON_PATH)));
    const stats = await redisCli(home.port, 'info', 'commandstats');
    // The sample (unless a recent one exists), perhaps a tick, and the time of each command.
    expect(Number(/cmdstat_info:calls=(\d+)/.exec(stats)?.[1] ?? 0)).toBeLessThanOrEqual(3);
  });

  test('request from another computer, or to change something › refused', async () => {
    const { services } = await openClient();
    const port = await freePort();
    await services.exporter.save({ enabled: true, port });
    onTestFinished(async () => void (await switchOff()));
    const from = (host: string) => ask(port, '/metrics', { headers: { Host: host } });
    expect(await from(`localhost:${port}`)).toMatchObject({ status: 200 });
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`]) {
      expect((await from(host)).status, host).toBe(403);
    }
    expect(await ask(port, '/metrics', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await ask(port, JSON_PATH, { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    }
    for (const path of ['/x', '/metrics/', '//metrics', '/api/resources/redis/metrics/../x']) {
      expect((await ask(port, path)).status, path).toBe(404);
    }
    expect((await ask(port, '/metrics?x=1')).headers['access-control-allow-origin']).toBeUndefined();
    await expect(ask(port, '/metrics', { headers: { Connection: 'close' } })).resolves.toMatchObject({ status: 200 });
  });

  test('several clients › one serves, and hands over when it closes', async () => {
    const first = await openClient('browser');
    const port = await freePort();
    expect(await first.services.exporter.save({ enabled: true, port })).toMatchObject({ by: { face: 'browser' } });
    onTestFinished(async () => void (await switchOff()));
    const second = await openClient('desktop');
    expect(await second.services.exporter.state()).toMatchObject({ state: 'serving', by: { face: 'browser' } });
    await first.close();
    await waitFor('the second client to serve', async () => {
      const { state, by } = await second.services.exporter.state();
      return state === 'serving' && by?.face === 'desktop';
    });
    expect(await ask(port, '/metrics')).toMatchObject({ status: 200 });
    const told = await runInProcess(['--action', 'metrics'], home.env);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining(`http://127.0.0.1:${port}/metrics`) });
    expect((await runInProcess(['--action', 'metrics', '--enable', 'no', '--json'], home.env)).json()).toMatchObject({
      state: 'off',
    });
    await expect(ask(port, '/metrics')).rejects.toThrow('ECONNREFUSED');
  });

  test('port taken › every client says so; another port is served immediately', async () => {
    await openClient();
    const stranger = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => void stranger.close(() => resolve())));
    const args = ['--action', 'metrics', '--enable', 'yes', '--port'];
    onTestFinished(async () => void (await switchOff()));
    // A busy exporter may reply later than the CLI waits for it.
    await expect
      .poll(() => runInProcess([...args, String(port)], home.env))
      .toMatchObject({ code: 1, stdout: expect.stringContaining(`Port ${port} is already in use by `) });
    const other = await freePort();
    await expect
      .poll(async () => (await runInProcess([...args, String(other), '--json'], home.env)).json())
      .toMatchObject({ state: 'serving' });
    expect(await ask(other, '/')).toMatchObject({ status: 200 });
    const own = await runInProcess([...args, String(home.port)], home.env);
    expect(own).toMatchObject({
      code: 2,
      stderr: `Port ${home.port} is reserved for main. Choose another port for the metrics.\n`,
    });
    // The port in main's record counts, not that of the next shell.
    const elsewhere = { ...home.env, REDIS_PORT: String(await freePort()) };
    expect(await runInProcess([...args, String(home.port)], elsewhere)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is reserved for main'),
    });
  });

  test('no client open, or a damaged setting › nothing is served', async () => {
    const port = String(await freePort());
    const waiting = await runInProcess(['--action', 'metrics', '--enable', 'yes', '--port', port, '--json'], home.env);
    expect(waiting.json()).toMatchObject({ state: 'waiting', enabled: true, by: null });
    await writeFile(join(home.path, 'redis/desktop/preferences.json'), '{"format": 1, "val');
    const { services } = await openClient();
    expect(await services.exporter.state()).toMatchObject({ state: 'off', port: 9121 });
  });

  test('INFO saved to a file › an existing file is not replaced without a confirmation', async () => {
    const file = join(home.path, 'redis_metrics.txt');
    const save = (...more: readonly string[]) =>
      runInProcess(['--action', 'info', '--output', file, ...more], home.env);
    const saved = await save('--json');
    expect(saved).toMatchObject({ code: 0 });
    const text = await readFile(file, 'utf8');
    expect(saved.json()).toMatchObject({ id: 'main', path: file, sizeBytes: Buffer.byteLength(text) });
    expect(text).toContain(`tcp_port:${home.port}\r\n`);
    await writeFile(file, 'mine');
    const refused = await save();
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('add --yes yes to do it') });
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await save('--yes', 'yes', '--client-id', 'acme')).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).toContain(`tcp_port:${home.clientPorts.start}\r\n`);
    const printed = await runInProcess(['--action', 'info'], home.env);
    expect(printed.stdout).toMatch(/^# Server\nredis_version:/);
    const folder = await runInProcess(['--action', 'info', '--output', home.path], home.env);
    expect(folder).toMatchObject({ code: 2, stderr: expect.stringContaining('is not a file') });
    const nowhere = await runInProcess(['--action', 'info', '--output', join(file, 'x')], home.env);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written (ENOTDIR)') });
  });
});
