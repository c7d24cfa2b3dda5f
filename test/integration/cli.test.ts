import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { pathWith } from '../support/path-with.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { runOnTerminal } from '../support/run-on-terminal.ts';
import { runProgram } from '../support/run-program.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const manage = join(projectRoot, 'resources/manage.sh');

describeNeeding(['redis', 'posix'], 'cli', () => {
  let home: TestHome;
  let password: string;
  let bare: Readonly<Record<string, string>>;
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env)).toMatchObject({ code: 0 });
    const tenant = ['--action', 'create-client', '--client-id', 'acme', '--generate-password', 'yes'];
    expect(await runManage(tenant, home.env)).toMatchObject({ code: 0 });
    const conf = await readFile(join(home.path, 'clients/acme/redis/config/redis.conf'), 'utf8');
    password = /^requirepass "?([^"\n]+)/m.exec(conf)?.[1] ?? '';
    expect(password).not.toBe('');
    bare = { ...home.env, PATH: await pathWith(home.path) };
  });
  afterAll(() => home.dispose());

  const cli = (args: readonly string[], input = '', env = home.env) =>
    runManage(['--action', 'cli', ...args], env, { input });

  /** With and without redis-cli on the PATH: both have the same console. */
  const machines = [
    ['redis-cli', () => home.env],
    ['no redis-cli', () => bare],
  ] as const;

  test.each(machines)('commands piped in, with %s › run in the named database', async (_name, env) => {
    const commands = 'SET piped "a b"\nGET piped\nDBSIZE\n';
    const result = await cli(['--database', '5'], commands, env());
    expect(result).toEqual(expect.objectContaining({ code: 0, stdout: 'OK\na b\n1\n', stderr: '' }));
    expect(await redisCli(home.port, '-n', '5', 'get', 'piped')).toBe('a b');
    await redisCli(home.port, '-n', '5', 'flushdb');
  });

  test.each(machines)(
    'words after --, with %s › are one command, also for a tenant with a password',
    async (_name, env) => {
      const tenant = ['--client-id', 'acme', '--'];
      expect(await cli([...tenant, 'SET', 'k', '--json'], '', env())).toMatchObject({ code: 0, stdout: 'OK\n' });
      expect(await cli([...tenant, 'GET', 'k'], '', env())).toMatchObject({ code: 0, stdout: '--json\n', stderr: '' });
    },
  );

  test('connect › the whole overview › hides the password unless it is asked for', async () => {
    const port = home.clientPorts.start;
    const hidden = await runManage(['connect', '--client-id', 'acme'], home.env);
    expect(hidden).toMatchObject({ code: 0, stderr: '' });
    expect(hidden.stdout).toContain(`@localhost:${port}/0`);
    expect(hidden.stdout).not.toContain(password);
    const shown = await runManage(['connect', '--client-id', 'acme', '--reveal', 'yes', '--json'], home.env);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      id: 'acme',
      url: `redis://:${password}@localhost:${port}/0`,
      port,
      passwordSet: true,
      snippets: expect.arrayContaining([expect.objectContaining({ id: 'env' })]),
    });
  });

  test('connect › one snippet › is exactly that text, with which redis-cli connects', async () => {
    const env = await runManage(['connect', '--client-id', 'acme', '--snippet', 'env'], home.env);
    expect(env.stdout).toBe(
      `REDIS_HOST=localhost\nREDIS_PORT=${home.clientPorts.start}\nREDIS_PASSWORD=${password}\n` +
        `REDIS_URL=redis://:${password}@localhost:${home.clientPorts.start}/0\n`,
    );
    const { stdout: line } = await runManage(['connect', '--client-id', 'acme', '--snippet', 'redis-cli'], home.env);
    expect((await runProgram('sh', ['-c', `${line.trim()} PING`])).stdout).toBe('PONG\n');
    expect((await runManage(['connect', '--snippet', 'url'], home.env)).stdout).toBe(
      `redis://localhost:${home.port}/0\n`,
    );
    expect(await runManage(['connect', '--instance', 'nobody'], home.env)).toMatchObject({ code: 3 });
  });

  test('completion › names › the instances and backups that exist', async () => {
    const names = await runManage(['completion', '--names', 'instances'], home.env);
    expect(names).toMatchObject({ code: 0, stdout: 'main\nacme\n' });
    expect(await runManage(['completion'], home.env)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--shell'),
    });
    const script = await runManage(['completion', '--shell', 'bash'], home.env);
    expect((await runProgram('bash', ['-n', '-c', script.stdout])).stdout).toBe('');
  });

  test('flags of redis-cli › are passed on, and so is its exit code', async () => {
    expect(await cli(['--', '-e', 'NOSUCH'])).toMatchObject({ code: 1 });
    expect(await cli(['--', '--json', 'CONFIG', 'GET', 'port'])).toMatchObject({
      code: 0,
      stdout: `{"port":"${home.port}"}\n`,
    });
  });

  test('no redis-cli › a refused command fails; a feature of redis-cli alone is named', async () => {
    expect(await cli(['--', 'NOSUCH'], '', bare)).toMatchObject({ code: 1, stdout: expect.stringContaining('ERR') });
    const flag = await cli(['--', '--stat'], '', bare);
    expect(flag).toMatchObject({ code: 2, stderr: expect.stringContaining('--stat needs redis-cli') });
    const reply = await cli(['--', 'CLIENT', 'REPLY', 'OFF']);
    expect(reply).toMatchObject({ code: 2, stderr: expect.stringContaining('CLIENT REPLY is not sent') });
  });

  test('a pipe with errors, lists, bytes and unbalanced quotes › the same bytes as redis-cli', async () => {
    const input = `${['SET p "\\xff\\x00"', 'GET p', 'LPUSH p x', 'RPUSH q 1 2', 'LRANGE q 0 -1', '"', '2 INCR n', 'DEL p q n'].join('\n')}\n`;
    const real = await runProgram('redis-cli', ['-p', String(home.port)], { input });
    const own = await cli([], input);
    expect(own).toMatchObject({ code: 0, stderr: '' });
    expect(own.stdout).toBe(real.stdout);
  });

  test('a pipe with FLUSHALL › exit 2, and nothing from there on is sent, until --yes yes', async () => {
    const held = await cli([], 'SET a 1\nFLUSHALL\nSET b 1\n');
    expect(held).toMatchObject({ code: 2, stdout: 'OK\n' });
    expect(held.stderr).toMatch(
      /FLUSHALL was not sent: .*deletes every key of main[\s\S]*1 key in db0[\s\S]*on line 2/,
    );
    expect(held.stderr).toContain('--action flush --database all');
    expect(await redisCli(home.port, 'dbsize')).toBe('1');
    expect(await cli(['--', 'FLUSHDB'])).toMatchObject({ code: 2 });
    expect(await cli(['--', '--csv', 'FLUSHDB'])).toMatchObject({ code: 2 });
    expect(await cli(['--', 'CONFIG', 'SET', 'save', ''])).toMatchObject({ code: 2 });
    expect(await redisCli(home.port, 'dbsize')).toBe('1');
    expect(await cli(['--yes', 'yes'], 'FLUSHALL\nDBSIZE\n')).toMatchObject({ code: 0, stdout: 'OK\n0\n' });
  });

  test('terminal › Ctrl-C stops a stream and not the console; a question precedes FLUSHDB; secrets stay out of the history', async () => {
    const file = join(home.path, 'redis/desktop/console-history');
    await rm(file, { force: true });
    const terminal = runOnTerminal(manage, ['--action', 'cli'], home.env);
    const prompt = `main:${home.port}> `;
    await terminal.type('SUBSCRIBE news\r', prompt);
    await terminal.type('\u0003', '3) (integer) 1');
    await terminal.type('SET kept 1\r', 'Stopped.');
    await terminal.type('FLUSHDB\r', 'OK');
    await terminal.type('n\r', 'Send FLUSHDB as typed?');
    await terminal.type('AUTH s3cret\r', 'Nothing was sent.');
    // A tab among other characters would count as pasted.
    await terminal.type('zran', 'configuration is correct?');
    await terminal.type('\t', 'zran');
    await terminal.type('\t', 'ZRAN');
    await terminal.type('\u0015help zrange\r', 'ZRANGEBYSCORE');
    await terminal.type('\u0004', 'ZRANGE key start stop');
    expect(await terminal.exitCode).toBe(0);
    expect(await redisCli(home.port, 'get', 'kept')).toBe('1');
    expect(await readFile(file, 'utf8')).toBe('"SUBSCRIBE news"\n"SET kept 1"\n"FLUSHDB"\n"help zrange"\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await redisCli(home.port, 'flushall');
  });

  test('password › is in no arguments of a process', async () => {
    const terminal = runOnTerminal(
      manage,
      ['--action', 'cli', '--client-id', 'acme', '--', 'BLPOP', 'q', '0'],
      home.env,
    );
    const waiting = await waitFor('a blocked client', async () => {
      const list = await redisCli(home.clientPorts.start, '--no-auth-warning', '-a', password, 'client', 'list');
      return list.includes('cmd=blpop');
    });
    expect(waiting).toBe(true);
    const { stdout: processes } = await runProgram('ps', ['-eo', 'args']);
    expect(processes).toContain('BLPOP q 0');
    expect(processes).not.toContain(password);
    await terminal.type('\u0003', '');
    expect(await terminal.exitCode).toBe(130);
  });

  test('terminal › shows a prompt with the database', async () => {
    const terminal = runOnTerminal(manage, ['--action', 'cli', '--database', '2'], home.env);
    await terminal.type('DBSIZE\r', `main:${home.port}[2]> `);
    await terminal.type('\u0004', '(integer) 0');
    expect(await terminal.exitCode).toBe(0);
  });

  test.each([
    [['--database', '99'], 2, '--database: main has the databases 0 to 15, so there is no 99.\n'],
    [['--database', 'all'], 2, 'cli opens one database: give --database N.\n'],
    [['--instance', 'nobody'], 3, 'There is no instance "nobody". Managed instances: main, acme.\n'],
  ])('%j › refused before anything is sent', async (args, code, stderr) => {
    expect(await cli(args, 'FLUSHALL\n')).toMatchObject({ code, stdout: '', stderr });
  });

  test('instance not running › says so', async () => {
    const empty = await useTestHome({ docker: false });
    const result = await runManage(['--action', 'cli'], empty.env);
    expect(result).toMatchObject({
      code: 3,
      stderr: 'Main Redis is not installed. Install it first: --action install.\n',
    });
    const other = await runManage(['--action', 'status', '--', 'PING'], empty.env);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('leave them out with "status"') });
  });
});
