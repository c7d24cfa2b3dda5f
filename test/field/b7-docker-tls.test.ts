import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, type TestContext } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { freePort } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { type SettingsHome, useSettingsHome } from '../support/settings-home.ts';

async function needTls(context: TestContext): Promise<void> {
  const openssl = await runProgram('openssl', ['version']).catch(() => null);
  if (openssl?.code !== 0) context.skip('no openssl here to make a certificate with');
  const tried = await runProgram('redis-server', ['--port', '0', '--tls-port', '1', '--dir', tmpdir()]).catch(
    () => null,
  );
  if (!tried || /Bad directive|wrong number of arguments/i.test(tried.stdout)) {
    context.skip('this redis-server was built without TLS');
  }
}

/** A certificate beside redis.conf, with its paths for a client and for the server. */
async function certificate({ home }: SettingsHome, there: string) {
  const config = join(home.path, 'redis/config');
  const [cert, key] = [join(config, 'cert.pem'), join(config, 'key.pem')];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', key, '-out', cert, '-subj', '/CN=x', '-days', '2'],
  ]);
  await chmod(key, 0o644);
  return {
    client: ['--tls', '--insecure', '--cert', cert, '--key', key],
    settings: {
      'tls-cert-file': `${there}/cert.pem`,
      'tls-key-file': `${there}/key.pem`,
      'tls-ca-cert-file': `${there}/cert.pem`,
    },
  };
}

describeNeeding(['redis', 'docker', 'linux'], 'B7 › tls-port › docker', () => {
  it('beside the plain port › is published on this computer, and no longer after it is removed', async (context) => {
    await needTls(context);
    const own = await useSettingsHome('docker');
    const { client, settings } = await certificate(own, '/usr/local/etc/redis');
    const port = await freePort();
    await redisCli(own.home.port, 'set', 'k', 'v');
    await own.change({ ...settings, 'tls-port': String(port) });
    expect(await redisCli(port, ...client, 'get', 'k')).toBe('v');
    expect(await redisCli(own.home.port, 'get', 'k')).toBe('v');
    expect((await own.services.settings.describe('main')).drift).toEqual([]);
    await own.change({ 'tls-port': '0' });
    await expect(redisCli(port, ...client, 'ping')).rejects.toThrow('Could not connect');
    expect(await redisCli(own.home.port, 'get', 'k')).toBe('v');
  });

  it('in place of the plain port › is reached on the port of the instance', async (context) => {
    await needTls(context);
    const own = await useSettingsHome('docker');
    const { client, settings } = await certificate(own, '/usr/local/etc/redis');
    await redisCli(own.home.port, 'set', 'k', 'v');
    const { text } = await own.services.settings.describe('main');
    const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
    const alone = (tls: number) =>
      `${text.replace(/^port .*$/m, 'port 0')}\n${[`tls-port ${tls}`, ...lines].join('\n')}\n`;
    await expect(own.apply({ kind: 'text', text: alone(7000) })).rejects.toThrow('set tls-port 6379');
    await expect(own.apply({ kind: 'text', text: text.replace(/^port .*$/m, 'port 0') })).rejects.toThrow('tls-port');
    await own.apply({ kind: 'text', text: alone(6379) });
    expect(await redisCli(own.home.port, ...client, 'get', 'k')).toBe('v');
    expect(await own.services.instances.status('main')).toMatchObject({ state: 'running' });
  });
});

describeNeeding(['redis', 'posix'], 'B7 › tls-port › process', () => {
  it('in place of the plain port › is accepted and reached', async (context) => {
    await needTls(context);
    const own = await useSettingsHome('process');
    const { client, settings } = await certificate(own, join(own.home.path, 'redis/config'));
    await redisCli(own.home.port, 'set', 'k', 'v');
    await expect(own.change({ port: '0' })).rejects.toThrow('tls-port');
    await own.change({ ...settings, port: '0', 'tls-port': String(own.home.port) });
    expect(await redisCli(own.home.port, ...client, 'get', 'k')).toBe('v');
    expect(await own.services.instances.status('main')).toMatchObject({ state: 'running', port: own.home.port });
  });
});
