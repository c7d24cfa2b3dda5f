import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openConsoleSession } from '../../electron/services/console/session/console-session.ts';
import { createServices } from '../../electron/services/create-services.ts';
import type { Services } from '../../electron/services/services.ts';
import type { ConsoleEvent, Sent } from '../../shared/contract/console.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** A console as a view has it: its events are read the whole time. */
interface View {
  readonly session: string;
  readonly events: ConsoleEvent[];
  readonly send: (text: string, confirmed?: boolean) => Promise<Sent>;
  readonly text: () => string;
  readonly close: () => Promise<void>;
}

describeNeeding(['redis', 'posix'], 'console', () => {
  let home: TestHome;
  let services: Services;
  const views: View[] = [];
  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect(await runManage(['--action', 'install'], home.env, { timeoutMs: 300_000 })).toMatchObject({ code: 0 });
    services = await createServices({ env: home.env, client: 'browser' });
  }, 400_000);
  afterEach(async () => {
    for (const view of views.splice(0)) await view.close();
    await redisCli(home.port, 'flushall');
  });
  afterAll(async () => {
    await services.close();
    await home.dispose();
  });

  async function openView(): Promise<View> {
    const end = new AbortController();
    const stream = services.consoles.open('main', 0, end.signal);
    const first = await stream.next();
    const opened: ConsoleEvent = first.value;
    if (opened.kind !== 'opened') throw new Error(`first event: ${opened.kind}`);
    expect(opened).toMatchObject({ version: expect.stringMatching(/^\d/), state: { database: 0, activity: 'idle' } });
    const events: ConsoleEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    const view: View = {
      session: opened.session,
      events,
      send: (text, confirmed = false) => services.consoles.send(opened.session, text, confirmed),
      text: () => events.flatMap((event) => (event.kind === 'text' ? [event.text] : [])).join('\n'),
      async close() {
        end.abort();
        await reading;
      },
    };
    views.push(view);
    return view;
  }

  const consoles = async () =>
    (await redisCli(home.port, 'client', 'list')).split('name=vrooli-redis-console').length - 1;

  test('commands › replies, state and the key of each', async () => {
    const { send } = await openView();
    expect(await send('HSET h f "a\\x1b[2J"')).toMatchObject({ kind: 'reply', reply: { text: '(integer) 1' } });
    expect(await send('HGETALL h')).toMatchObject({
      reply: { text: '1) "f"\n2) "a\\x1b[2J"', next: null, lostBytes: 0 },
      key: { database: 0, key: 'h' },
    });
    expect(await send('ECHO')).toMatchObject({ isError: true, key: null });
    expect(await send('SELECT 2')).toMatchObject({ state: { database: 2 } });
    expect(await send('HELLO 3')).toMatchObject({ state: { protocol: 3 } });
    expect(await send('MULTI')).toMatchObject({ state: { inTransaction: true } });
    expect(await send('SET k v')).toMatchObject({ reply: { text: 'QUEUED' } });
    expect(await send('EXEC')).toMatchObject({ reply: { text: '1) OK' }, state: { inTransaction: false } });
    expect(await send('GET "k')).toEqual({ kind: 'refused', message: expect.stringContaining('quote') });
    expect(await send('  ')).toEqual({ kind: 'empty' });
    expect(await send('SYNC')).toMatchObject({ kind: 'refused' });
    expect(await redisCli(home.port, '-n', '2', 'get', 'k')).toBe('v');
  });

  test('INFO with control characters › text whose controls are escapes', async () => {
    const { send } = await openView();
    const sent = await send('EVAL "return redis.status_reply(\'a\\x1b[31m\')" 0');
    expect(sent).toMatchObject({ reply: { text: 'a\\x1b[31m' } });
    expect(await send('INFO server')).toMatchObject({
      reply: { text: expect.stringMatching(/^# Server\nredis_version/) },
    });
  });

  test('FLUSHALL › held with what it would delete; sent when confirmed', async () => {
    await redisCli(home.port, 'mset', 'a', '1', 'b', '2');
    await redisCli(home.port, '-n', '3', 'set', 'c', '3');
    const { send } = await openView();
    const held = await send('flushall');
    expect(held).toMatchObject({
      kind: 'held',
      held: {
        ...{ command: 'FLUSHALL', reason: 'deletes-all-keys', safeWay: 'flush', losesData: true },
        radius: { keys: 3, isExact: true, clients: { count: expect.any(Number) }, backup: null },
      },
    });
    expect(await send('SELECT 3')).toMatchObject({ state: { database: 3 } });
    expect(await send('FLUSHDB')).toMatchObject({ held: { database: 3, radius: { keys: 1 } } });
    expect(await redisCli(home.port, 'dbsize')).toBe('2');
    expect(await send('FLUSHALL', true)).toMatchObject({ kind: 'reply', reply: { text: 'OK' } });
    expect(await redisCli(home.port, 'dbsize')).toBe('0');
  });

  test('DEL of many keys › held with the number that exists in the database', async () => {
    const { send } = await openView();
    await send('SELECT 1');
    await send('MSET k1 1 k2 2');
    const keys = Array.from({ length: 25 }, (_, at) => `k${at}`).join(' ');
    expect(await send(`DEL ${keys}`)).toMatchObject({
      held: { reason: 'many-keys', losesData: false, radius: { keys: 2, isExact: true } },
    });
    expect(await send('KEYS *')).toMatchObject({ kind: 'reply' });
    expect(await send(`DEL ${keys}`, true)).toMatchObject({ reply: { text: '(integer) 2' } });
  });

  test('read-only › writes are refused, also confirmed ones', async () => {
    const { send } = await openView();
    await services.keyspace.setReadOnly('main', true);
    try {
      expect(await send('SET a 1', true)).toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('read-only'),
      });
      expect(await send('GET a')).toMatchObject({ kind: 'reply' });
    } finally {
      await services.keyspace.setReadOnly('main', false);
    }
  });

  test('a subscription › messages arrive; Stop ends it and the console continues', async () => {
    const view = await openView();
    await view.send('SELECT 1');
    const running = view.send('SUBSCRIBE news');
    await waitFor('the subscription', () => view.text().includes('(integer) 1'));
    await redisCli(home.port, 'publish', 'news', 'hello');
    await waitFor('the message', () => view.text().includes('"hello"'));
    expect(view.events).toContainEqual(
      expect.objectContaining({ state: expect.objectContaining({ activity: 'streaming' }) }),
    );
    await expect(view.send('GET a')).rejects.toMatchObject({ code: 'CONFLICT' });
    services.consoles.stop(view.session);
    expect(await running).toMatchObject({ kind: 'reply', end: 'stopped', state: { activity: 'idle', database: 1 } });
    expect(await view.send('SET a 1')).toMatchObject({ reply: { text: 'OK' } });
    expect(await redisCli(home.port, '-n', '1', 'exists', 'a')).toBe('1');
  });

  test('MONITOR faster than a reader › bounded, and the lost messages are counted', async () => {
    const view = await openView();
    const running = view.send('MONITOR');
    await waitFor('MONITOR', () => view.text().includes('OK'));
    await redisCli(home.port, 'eval', "for i=1,20000 do redis.call('set','k',string.rep('x',50)) end", '0');
    const count = (of: 'messages' | 'dropped') =>
      view.events.reduce((sum, event) => sum + (event.kind === 'text' ? event[of] : 0), 0);
    await waitFor('all messages', () => count('messages') + count('dropped') > 20_000);
    expect(count('dropped')).toBeGreaterThan(0);
    services.consoles.stop(view.session);
    await running;
  });

  test('a closing tab › its blocked command and its connection end', async () => {
    const view = await openView();
    const running = view.send('BLPOP none 0');
    await waitFor('the blocked command', async () =>
      (await redisCli(home.port, 'client', 'list')).includes('cmd=blpop'),
    );
    await view.close();
    expect(await running).toMatchObject({ end: 'stopped' });
    await waitFor('the connection to end', async () => (await consoles()) === 0);
    await expect(view.send('PING')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a reply of 100 MB › its beginning, in pages, and how much was not kept', async () => {
    const view = await openView();
    await redisCli(home.port, 'setrange', 'big', String(100 * 1024 * 1024 - 1), 'x');
    const before = process.memoryUsage().rss;
    const sent = await view.send('GET big');
    if (sent.kind !== 'reply') throw new Error(sent.kind);
    expect(sent.receivedBytes).toBe(100 * 1024 * 1024);
    expect(sent.reply.text.length).toBeLessThanOrEqual(16 * 1024);
    expect(sent.reply.lostBytes).toBeGreaterThan(95 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(85 * 1024 * 1024);
    const more = services.consoles.more(view.session, sent.id, sent.reply.next ?? 0);
    expect(more.text).toMatch(/^[\\x0]+$/);
    expect(more.next).toBeGreaterThan(sent.reply.next ?? 0);
  });

  test('the documentation of the server › syntax, deprecation, subcommands', async () => {
    const { source, commands } = await services.consoles.commands('main');
    expect(source).toBe('docs');
    const named = (name: string) => commands.find((command) => command.name === name);
    expect(named('ZRANGE')).toMatchObject({
      syntax: 'key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]',
      access: 'read',
      deprecated: null,
    });
    expect(named('ZRANGEBYLEX')?.deprecated).toMatchObject({ since: '6.2.0' });
    expect(named('CONFIG SET')).toMatchObject({ syntax: 'parameter value [parameter value ...]' });
    expect(named('CONFIG')).toMatchObject({ isContainer: true });
    expect(named('SET')).toMatchObject({ access: 'write' });
  });

  test('history › kept without secrets and duplicates, and deleted', async () => {
    const { send } = await openView();
    await services.consoles.forgetHistory('main');
    for (const line of ['PING', 'PING', 'AUTH s3cret', 'GET a']) await send(line);
    await waitFor('the history', async () => (await services.consoles.history('main')).length === 2);
    expect(await services.consoles.history('main')).toEqual(['PING', 'GET a']);
    for (let at = 0; at < 1010; at += 1) await services.consoles.remember('main', `GET ${at}`);
    const lines = await services.consoles.history('main');
    expect(lines.length).toBeLessThanOrEqual(1000);
    expect(lines.at(-1)).toBe('GET 1009');
    await services.consoles.forgetHistory('main');
    expect(await services.consoles.history('main')).toEqual([]);
  });
});

describeNeeding(['posix'], 'a server that fails', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A server that replies to each greeting, and to the first command with `reply`; after it, the connection closes. */
  async function brokenServer(reply: string) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        if (data.includes('SETNAME')) socket.write('+OK\r\n');
        else socket.end(reply);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const output = { write: () => undefined };
    const options = { instance: 'main', database: 0, style: 'raw', pushed: output } as const;
    const session = await openConsoleSession({ host: '127.0.0.1', port, password: null }, options);
    return { session, run: () => session.run([Buffer.from('GET'), Buffer.from('k')], output) };
  }

  test.each([
    ['$10\r\nabc', /in the middle of its reply to GET/],
    ['', /before it replied to GET/],
    ['HTTP/1.1 400\r\n', /cannot be read/],
  ])('reply %j and the end › the reason, and the next command connects again', async (reply, message) => {
    const { session, run } = await brokenServer(reply);
    await expect(run()).rejects.toMatchObject({ code: 'NOT_RUNNING', message: expect.stringMatching(message) });
    expect(session.activity).toBe('idle');
    await expect(run()).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    session.close();
  });

  test('a server that is gone › NOT_RUNNING', async () => {
    const { session, run } = await brokenServer('');
    for (const server of servers.splice(0)) server.close();
    await run().catch(() => undefined);
    await expect(run()).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    session.close();
  });
});
