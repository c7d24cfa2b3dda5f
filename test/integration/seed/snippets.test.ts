import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { findProgram } from '../../runner/find-program.ts';
import { foreignPrograms } from '../../runner/foreign-programs.ts';
import { endChild, track } from '../../support/children.ts';
import { describeNeeding } from '../../support/needs.ts';
import { freePort } from '../../support/ports.ts';
import { redisCli } from '../../support/redis-cli.ts';
import { runManage } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { createTestHome, type TestHome } from '../../support/test-home.ts';
import { waitFor } from '../../support/wait-for.ts';
import { blocks } from './document.ts';

const require = createRequire(import.meta.url);
const nodeRed = await nodeRedProgram();
const skippedNodeRed =
  nodeRed === null ? ' [skipped: no Node-RED here; npm test -- seed and TEST_THOROUGH=1 install it]' : '';
const python = await pythonWithRedis();
const skippedPython = python === null ? ' [skipped: no Python with redis-py on this machine]' : '';

/** The first Python with redis-py. */
async function pythonWithRedis(): Promise<string | null> {
  for (const program of ['python3', '/usr/bin/python3']) {
    const { code } = await runProgram(program, ['-c', 'import redis']).catch(() => ({ code: 1 }));
    if (code === 0) return program;
  }
  return null;
}

/** Node-RED and its package folder, if node-red-contrib-redis is installed there. */
async function nodeRedProgram(): Promise<{ readonly program: string; readonly packages: string } | null> {
  const found = findProgram('node-red', join(foreignPrograms, 'node_modules/.bin'));
  if (found === null) return null;
  const program = await realpath(found);
  const packages = join(dirname(program), '..');
  const contrib = await stat(join(packages, 'node-red-contrib-redis')).catch(() => null);
  return contrib === null ? null : { program, packages };
}

describeNeeding(['redis', 'posix'], 'seed snippets', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['install', '--runtime', 'process'], home.env)).toMatchObject({ code: 0 });
  });
  afterAll(() => home.dispose());

  /** A block of the document, with the port of this test. */
  const textOf = (heading: string) => {
    const text = blocks.find((block) => block.heading === heading)?.text ?? '';
    expect(text).toContain('6380');
    return text.replaceAll('6380', String(home.port));
  };
  const settingsOf = (heading: string): unknown => JSON.parse(textOf(heading).replace(/^\/\/.*$/m, ''));
  const productSnippet = async (name: string) => {
    const { code, stdout } = await runManage(['connect', '--snippet', name], home.env);
    expect(code).toBe(0);
    return stdout;
  };

  /** Runs a program that subscribes to `notifications`, until it reports a message. */
  const hearsMessages = async (file: string) => {
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    track(child, file);
    onTestFinished(() => endChild(child, 'SIGKILL'));
    let heard = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    await waitFor(
      'the program to subscribe',
      async () => (await redisCli(home.port, 'publish', 'notifications', 'hello')) === '1',
    );
    await waitFor('the program to report the message', () => heard.includes('Received: hello on notifications'));
  };

  /** A folder in which `redis` is the package with this package.json. */
  const folderWith = async (description: string) => {
    const folder = await mkdtemp(join(home.path, 'program-'));
    await mkdir(join(folder, 'node_modules'));
    await symlink(dirname(description), join(folder, 'node_modules/redis'));
    return folder;
  };

  test('Node.js › the program of the document, with the redis package of its time › reports messages', async () => {
    const folder = await folderWith(require.resolve('redis-3/package.json'));
    await writeFile(join(folder, 'program.cjs'), textOf('Node.js Application Integration'));
    await hearsMessages(join(folder, 'program.cjs'));
  });

  test('Node.js › the program of connect, with the current redis package › reports messages', async () => {
    const folder = await folderWith(require.resolve('redis/package.json'));
    await writeFile(join(folder, 'program.mjs'), await productSnippet('node'));
    await hearsMessages(join(folder, 'program.mjs'));
  });

  test('Node.js › ioredis with the connection URL › reads and writes', async () => {
    const client = new Redis((await productSnippet('url')).trim(), { lazyConnect: true });
    onTestFinished(() => client.disconnect());
    await client.connect();
    await client.set('by-ioredis', 'yes');
    expect(await redisCli(home.port, 'get', 'by-ioredis')).toBe('yes');
  });

  test.skipIf(python === null)(`Python › the program of the document › stores its keys${skippedPython}`, async () => {
    const program = `query_result = 'rows'\n${textOf('Python Application Integration')}\nprint(session_data.decode())\n`;
    const { code, stdout, stderr } = await runProgram(python ?? '', ['-c', program]);
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: '{"id": 123, "active": true}\n' });
    const seconds = Number(await redisCli(home.port, 'ttl', 'expensive_query'));
    expect(seconds).toBeGreaterThan(3500);
    expect(seconds).toBeLessThanOrEqual(3600);
  });

  test.skipIf(python === null)(`Python › the program of connect › stores its keys${skippedPython}`, async () => {
    await redisCli(home.port, 'del', 'expensive_query');
    const { code, stderr } = await runProgram(python ?? '', ['-c', await productSnippet('python')]);
    expect(code, stderr).toBe(0);
    expect(await redisCli(home.port, 'get', 'expensive_query')).toBe('result');
  });

  test('n8n › the settings of the document and those of connect › are equal, and reach the instance', async () => {
    const n8n = z.object({
      host: z.string(),
      port: z.number(),
      database: z.number(),
      operation: z.literal('set'),
      key: z.string(),
    });
    const { host, port, database, key } = n8n.parse(settingsOf('n8n Workflow Integration'));
    expect(JSON.parse(await productSnippet('n8n'))).toEqual(settingsOf('n8n Workflow Integration'));
    const client = new Redis({ host, port, db: database, lazyConnect: true });
    onTestFinished(() => client.disconnect());
    await client.connect();
    await client.set(key, 'done');
    expect(await redisCli(home.port, 'get', 'workflow_state')).toBe('done');
  });

  test.skipIf(nodeRed === null)(
    `Node-RED › the flow of connect, imported › shows the value of the key${skippedNodeRed}`,
    async () => {
      const { program, packages } = nodeRed ?? { program: '', packages: '' };
      const flow = z.array(z.looseObject({ type: z.string() })).parse(JSON.parse(await productSnippet('node-red')));
      const folder = await mkdtemp(join(home.path, 'node-red-'));
      await symlink(packages, join(folder, 'node_modules'));
      // The flow also prints what the debug panel shows.
      const printed = flow.map((node) => (node.type === 'debug' ? { ...node, console: true } : node));
      await writeFile(join(folder, 'flow.json'), JSON.stringify(printed));
      await redisCli(home.port, 'set', 'sensor_data', '23.5');
      const port = await freePort();
      const args = [program, '--userDir', folder, '--port', String(port), join(folder, 'flow.json')];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      track(child, 'Node-RED');
      onTestFinished(() => endChild(child, 'SIGKILL'));
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      await waitFor('Node-RED to start its flow', () => output.includes('Started flows'));
      const pressed = await fetch(`http://127.0.0.1:${port}/inject/vrooli-redis-read`, { method: 'POST' });
      expect(pressed.status, output).toBe(200);
      await waitFor('the value', () => output.includes('23.5'));
    },
  );

  test('Node-RED › the settings of the document › reach the instance', async () => {
    const settings = z.object({
      server: z.string(),
      port: z.string(),
      command: z.literal('get'),
      topic: z.string(),
      database: z.string(),
    });
    const { server, port, topic, database } = settings.parse(settingsOf('Node-RED Flow Integration'));
    await redisCli(home.port, '-n', database, 'set', topic, '23.5');
    const client = new Redis({ host: server, port: Number(port), db: Number(database), lazyConnect: true });
    onTestFinished(() => client.disconnect());
    await client.connect();
    expect(await client.get(topic)).toBe('23.5');
  });
});
