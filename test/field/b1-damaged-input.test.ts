import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { damagedFiles, writeFiles } from '../support/damaged-files.ts';
import { pathWith } from '../support/path-with.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { connectServe } from '../support/serve-client.ts';
import { startServe } from '../support/start-serve.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';
import { describeFieldPoint } from './field-point.ts';

/** Signs of an uncaught exception: a stack trace, Node's version line, minified source. */
const uncaught = /\n\s+at |Node\.js v\d|node:internal|Unhandled|Uncaught|\w{200,}/;

describeFieldPoint('B1', 'damaged bytes at every input', (runtime) => {
  const withMain = async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const installed = await runManage(['--action', 'install', '--runtime', runtime], home.env);
    expect(installed, installed.stderr).toMatchObject({ code: 0 });
    await redisCli(
      home.port,
      'mset',
      ...Array.from({ length: 60 }, (_, index) => [`key:${index}`, 'v'.repeat(40)]).flat(),
    );
    await redisCli(home.port, 'save');
    return { home, rdb: await readFile(join(home.path, 'redis/data/dump.rdb')) };
  };

  it('serve › a damaged file is dropped on the page › one sentence, and serve keeps running', async () => {
    const { home, rdb } = await withMain();
    const serve = await startServe(home);
    onTestFinished(() => serve.kill('SIGKILL'));
    const client = await connectServe(serve);
    onTestFinished(client.close);
    const headers = await pageHeaders(serve);
    const files = [...(await damagedFiles(rdb))];
    for (const [name, content] of thorough ? files : files.filter((_, index) => index % 2 === 0)) {
      const upload = await send(serve.port, `/upload?name=${name}`, headers, content);
      const { id } = await client.api.backups
        .importUploaded({ instance: 'main', upload: JSON.parse(upload).upload })
        .catch((error: Error) => {
          expect(error.message, name).toMatch(/cannot be imported: .+\.$/);
          return { id: null };
        });
      if (id === null) continue;
      for await (const operation of await client.api.operations.watch({ id })) {
        if (operation.state !== 'failed') continue;
        expect(operation.error?.code, `${name}: ${operation.error?.message}`).not.toBe('INTERNAL');
      }
    }
    const imported = await client.api.backups.list({ instance: 'main' });
    // The last truncated ones may only lack bytes after the data.
    for (const { name, proof } of imported) if (proof?.ok) expect(name).toMatch(/last-byte|0\.9/);
    expect(await client.api.instances.status({ id: 'main' })).toMatchObject({ state: 'running' });
    expect(serve.output()).not.toMatch(uncaught);
  });

  it('serve › half an upload, a cancelled download, noise on the WebSocket and on the port › it keeps running', async () => {
    const { home } = await withMain();
    const fill = "for i = 1, 60000 do redis.call('set', i, redis.sha1hex(i) .. redis.sha1hex(-i)) end";
    await redisCli(home.port, 'eval', fill, '0');
    const taken = await runManage(['--action', 'backup', '--backup-name', 'large', '--verify', 'no'], home.env);
    expect(taken.code, taken.stderr).toBe(0);
    const serve = await startServe(home);
    onTestFinished(() => serve.kill('SIGKILL'));
    const headers = await pageHeaders(serve);
    const client = await connectServe(serve);
    onTestFinished(client.close);
    for (let round = 0; round < 5; round++) {
      await cutUpload(serve.port, headers);
      await cutDownload(serve.port, headers, round);
      await noiseOnPort(serve.port);
      for (const noise of ['{', '[]', '{"i":"1","p":{"u":"/instances/list","b":1}}', randomBytes(200), '\u0000'])
        await noiseOnSocket(serve.port, headers, noise);
    }
    await cutRawFrame(serve.port, headers);
    expect(await client.api.instances.status({ id: 'main' })).toMatchObject({ state: 'running' });
    await waitFor(
      'uploads to be removed',
      async () => (await runProgram('ls', [join(home.path, 'redis/desktop/uploads')])).stdout.trim() === '',
    );
    expect(serve.output()).not.toMatch(uncaught);
  });

  it('terminal › a damaged file is imported › exit 1 and one sentence', async () => {
    const { home, rdb } = await withMain();
    const folder = join(home.path, 'given');
    await mkdir(folder);
    const files = new Map(
      [...(await damagedFiles(rdb))].filter(
        ([name]) => thorough || /0\.1\.(tar|redis)|inside-0\.7|noise\.rdb|head/.test(name),
      ),
    );
    await writeFiles(folder, files);
    for (const name of files.keys()) {
      const { code, stdout, stderr } = await runManage(
        ['--action', 'import-backup', '--file', join(folder, name)],
        home.env,
      );
      expect(stdout + stderr, name).not.toMatch(uncaught);
      expect(stderr, name).not.toContain('VROOLI_DEBUG');
      expect(code, `${name}: ${stdout}${stderr}`).toBe(1);
    }
  });

  it('terminal › noise on standard input › it ends by itself, without an exception', async () => {
    const { home } = await withMain();
    // Without redis-cli, the app's own console reads standard input.
    const PATH = await pathWith(home.path, 'redis-server');
    const inputs = [
      ['--action', 'cli'],
      ['--action', 'config', '--set', 'requirepass=-', '--dry-run'],
    ];
    for (const args of inputs) {
      for (const input of [
        '',
        '\u0000\u0001\n',
        `"unclosed\n${'x'.repeat(70_000)}\n`,
        randomBytes(3000).toString('latin1'),
      ]) {
        const { code, stdout, stderr } = await runManage(args, { ...home.env, PATH }, { input });
        expect([0, 1, 2], stderr).toContain(code);
        expect(stderr).not.toMatch(/VROOLI_DEBUG|\n\s+at |Node\.js v\d/);
        expect(stdout).not.toMatch(/Node\.js v\d/);
      }
    }
  });
});

describeFieldPoint('B1', 'streams that cannot be written to or read', () => {
  const shell = async (home: TestHome, line: string) =>
    runProgram('/bin/sh', ['-c', line.replaceAll('MANAGE', join(projectRoot, 'resources/manage.sh'))], {
      env: home.env,
    });

  it('terminal › standard output is a full disk › exit 1 and one sentence', async () => {
    const home = await useTestHome({ docker: false });
    for (const action of ['--help', '--action list-clients', '--action list-clients --json', '--action diagnose']) {
      const { code, stderr } = await shell(home, `MANAGE ${action} > /dev/full`);
      expect(code, stderr).toBe(1);
      expect(stderr).toMatch(/^The answer could not be written \(ENOSPC: no space left on device\): [^\n]+\.\n$/m);
      expect(stderr).not.toMatch(uncaught);
    }
  });

  it('terminal › closed pipes, closed streams, a directory as input › the exit code of the action, no exception', async () => {
    const home = await useTestHome({ docker: false });
    const lines = [
      '{ MANAGE --help; echo $? >&2; } | true',
      '{ MANAGE --action status; echo $? >&2; } | true',
      'MANAGE --action status >&-; echo $? >&2',
      'MANAGE --action status 2>&-; echo $? >&2',
      'MANAGE --action status <&-; echo $? >&2',
      'MANAGE --action status < /; echo $? >&2',
      '{ MANAGE --action monitor --count 2 --interval 0.25; echo $? >&2; } | true',
      '{ MANAGE --action activity; echo $? >&2; } | true',
    ];
    for (const line of lines) {
      const { stderr } = await shell(home, line);
      expect(stderr, line).toMatch(/^[03]$/m);
      expect(stderr, line).not.toMatch(uncaught);
    }
    const { code } = await shell(home, 'MANAGE --action status 2> /dev/full');
    expect([1, 3]).toContain(code);
  });
});

type Headers = Readonly<Record<string, string>>;

async function pageHeaders({ url }: { readonly url: string }): Promise<Headers> {
  const { origin } = new URL(url);
  const opened = await fetch(url, { redirect: 'manual' });
  return { Cookie: opened.headers.getSetCookie()[0]?.split(';')[0] ?? '', Origin: origin };
}

function send(port: number, path: string, headers: Headers, body: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const own = { ...headers, 'Content-Type': 'application/octet-stream', 'Content-Length': body.length };
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers: own }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Announces a megabyte, sends a part of it, and disconnects. */
function cutUpload(port: number, headers: Headers): Promise<void> {
  const own = { ...headers, 'Content-Type': 'application/octet-stream', 'Content-Length': 1024 * 1024 };
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/upload?name=half.tar.gz', method: 'POST', headers: own });
    asked.on('error', () => resolve());
    asked.write(randomBytes(100_000), () => setTimeout(() => asked.destroy(), 20));
    asked.on('close', () => resolve());
  });
}

function cutDownload(port: number, headers: Headers, round: number): Promise<void> {
  return new Promise((resolve) => {
    const path = '/download?instance=main&name=large';
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.on('error', () => undefined);
      response.once('data', () => asked.destroy());
    });
    asked.on('error', () => undefined);
    asked.on('close', () => resolve());
    asked.end();
    // Some disconnect before the first byte has arrived.
    if (round % 2 === 0) setTimeout(() => asked.destroy(), round * 3);
  });
}

function noiseOnPort(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.write(randomBytes(500));
    setTimeout(() => socket.destroy(), 20);
  });
}

function noiseOnSocket(port: number, headers: Headers, noise: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers });
    socket.on('error', () => resolve());
    socket.on('open', () => {
      socket.send(noise);
      setTimeout(() => socket.terminate(), 30);
    });
    socket.on('close', () => resolve());
  });
}

/** A WebSocket that violates its own protocol after the upgrade. */
function cutRawFrame(port: number, headers: Headers): Promise<void> {
  const lines = [
    'GET /rpc HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.once('data', () => socket.write(randomBytes(400)));
    setTimeout(() => socket.destroy(), 300);
  });
}
