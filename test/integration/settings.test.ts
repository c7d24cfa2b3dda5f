import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { configGet, fill, keyCount, useSettingsHome } from '../support/settings-home.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis'], 'settings of a process', () => {
  test('live change › in the server and the file, without a restart', async () => {
    const { home, configFile, change, done, services } = await useSettingsHome();
    const pid = await redisCli(home.port, 'info', 'server').then((info) => /process_id:(\d+)/.exec(info)?.[1]);
    const result = await change({ maxmemory: '512mb' });
    expect(result).toMatchObject({
      applied: [{ directive: 'maxmemory', from: '2147483648', to: '536870912', how: 'live' }],
      restarted: false,
      safetyBackup: null,
    });
    expect(await configGet(home.port, 'maxmemory')).toBe('536870912');
    expect(await readFile(configFile, 'utf8')).toContain('\nmaxmemory 512mb\n');
    expect(await redisCli(home.port, 'info', 'server').then((info) => /process_id:(\d+)/.exec(info)?.[1])).toBe(pid);
    await done(services.instances.restart('main'));
    expect(await configGet(home.port, 'maxmemory')).toBe('536870912');
  });

  test('one setting changed › the others stay', async () => {
    const { home, change, apply, done, services } = await useSettingsHome();
    await apply({ kind: 'changes', changes: {}, persistence: 'both' });
    await change({ maxmemory: '300mb' });
    await done(services.instances.restart('main'));
    expect(await configGet(home.port, 'appendonly')).toBe('yes');
    expect(await configGet(home.port, 'save')).toBe('900 1 300 10 60 10000');
    await apply({ kind: 'changes', changes: {}, persistence: 'aof' });
    await done(services.instances.restart('main'));
    expect(await configGet(home.port, 'maxmemory')).toBe('314572800');
    expect(await configGet(home.port, 'save')).toBe('');
  });

  test('change that needs a restart › one restart, and all keys are kept, even without persistence', async () => {
    const { home, apply, change } = await useSettingsHome();
    await apply({ kind: 'changes', changes: {}, persistence: 'none' });
    await fill(home.port, 5000);
    const result = await change({ 'tcp-backlog': '128', maxmemory: '1gb' });
    expect(result).toMatchObject({ restarted: true });
    expect(result.applied.map(({ directive, how }) => [directive, how])).toEqual([
      ['tcp-backlog', 'restart'],
      ['maxmemory', 'live'],
    ]);
    expect(await keyCount(home.port)).toBe(5000);
    expect(await configGet(home.port, 'tcp-backlog')).toBe('128');
    expect(await configGet(home.port, 'maxmemory')).toBe('1073741824');
  });

  test('wrong value › refused with the reason, and nothing is touched', async () => {
    const { services, hash } = await useSettingsHome();
    const before = await hash();
    const refusal = (changes: Record<string, string>) => services.settings.plan('main', { kind: 'changes', changes });
    await expect(refusal({ maxmemory: 'banana' })).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await expect(refusal({ maxmemory: '1.5g' })).rejects.toThrow('not a whole number');
    await expect(refusal({ maxmemory: '-1' })).rejects.toThrow('negative');
    await expect(refusal({ 'maxmemory-policy': 'all' })).rejects.toThrow('is not an option');
    await expect(refusal({ nonsense: '1' })).rejects.toThrow('no directive');
    await expect(refusal({ dir: '/tmp' })).rejects.toThrow('cannot be changed here');
    await expect(refusal({ daemonize: 'yes' })).rejects.toThrow('cannot be changed here');
    await expect(refusal({ bind: '203.0.113.9' })).rejects.toThrow('not an address of this computer');
    expect(await hash()).toBe(before);
  });

  test('text with a line that Redis refuses › refused with that line', async () => {
    const { services, configFile, hash } = await useSettingsHome();
    const before = await hash();
    const text = await readFile(configFile, 'utf8');
    const refusal = (added: string) => services.settings.plan('main', { kind: 'text', text: `${text}${added}` });
    const line = text.split('\n').length;
    await expect(refusal('hash-max-listpack-entries much\n')).rejects.toMatchObject({ data: { line } });
    await expect(refusal('# fine\nno-such-thing 1\n')).rejects.toMatchObject({ data: { line: line + 1 } });
    await expect(refusal('requirepass "open\n')).rejects.toMatchObject({ data: { line } });
    await expect(refusal('latency-tracking-info-percentiles 200\n')).rejects.toMatchObject({ data: { line } });
    expect(await hash()).toBe(before);
  });

  test('file changed since the plan › not written', async () => {
    const { services, configFile, hash, home } = await useSettingsHome();
    const request = { kind: 'changes', changes: { maxmemory: '1gb' } } as const;
    const plan = await services.settings.plan('main', request);
    await appendFile(configFile, '# by hand\n');
    const before = await hash();
    await expect(services.settings.apply('main', request, plan.hash)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await hash()).toBe(before);
    expect(await configGet(home.port, 'maxmemory')).toBe('2147483648');
  });

  test('server does not start with them › the old settings are restored', async () => {
    const { home, services, done, hash, configFile } = await useSettingsHome();
    await fill(home.port, 100);
    const before = await hash();
    // The trial does not find out that this socket cannot be created.
    const request = {
      kind: 'changes',
      changes: { unixsocket: `${home.path}/no/such/folder/s`, maxmemory: '1gb' },
    } as const;
    const plan = await services.settings.plan('main', request);
    await expect(done(services.settings.apply('main', request, plan.hash))).rejects.toThrow();
    expect(await hash()).toBe(before);
    await waitFor('the old server', async () => (await keyCount(home.port)) === 100);
    expect(await configGet(home.port, 'maxmemory')).toBe('2147483648');
    expect(await readFile(configFile, 'utf8')).not.toContain('unixsocket');
  });

  test('fewer databases than are used › refused, with the numbers', async () => {
    const { home, services, hash } = await useSettingsHome();
    await redisCli(home.port, '-n', '9', 'set', 'k', 'v');
    const before = await hash();
    const request = { kind: 'changes', changes: { databases: '8' } } as const;
    const plan = await services.settings.plan('main', request);
    expect(plan.risks).toMatchObject([{ level: 'blocked', message: expect.stringContaining('db9 holds 1 key') }]);
    await expect(services.settings.apply('main', request, plan.hash)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect(await hash()).toBe(before);
  });

  test('port changed › the server moves, and registry and status follow', async () => {
    const { home, services, change } = await useSettingsHome();
    await fill(home.port, 50);
    const port = home.clientPorts.end;
    expect(await change({ port: String(port) })).toMatchObject({ restarted: true });
    expect(await keyCount(port)).toBe(50);
    expect(await services.instances.status('main')).toMatchObject({ port, state: 'running' });
    await change({ port: String(home.port) });
    expect(await keyCount(home.port)).toBe(50);
  });
});

describeNeeding(['redis'], 'a password', () => {
  const login = (password: string) => ['--no-auth-warning', '-a', password];

  test('set, changed and removed › our connections stay, and it is shown nowhere', async () => {
    const { home, services, change } = await useSettingsHome();
    const watching = async () => (await services.instances.status('main')).state;
    const clients = async (...by: readonly string[]) => {
      const list = await redisCli(home.port, ...by, 'client', 'list');
      return list
        .split('\n')
        .filter((line) => line.includes('name=vrooli-redis-desktop'))
        .map((line) => /id=(\d+)/.exec(line)?.[1]);
    };
    expect(await watching()).toBe('running');
    const [first] = await clients();
    const result = await change({ requirepass: 'pa55 one"\\' });
    expect(JSON.stringify(result)).not.toContain('pa55');
    expect(await clients(...login('pa55 one"\\'))).toContain(first);
    expect(await watching()).toBe('running');
    await change({ requirepass: 'pa55-two' });
    expect(await watching()).toBe('running');
    expect(await keyCount(home.port, ...login('pa55-two'))).toBe(0);
    const plan = await services.settings.plan('main', { kind: 'changes', changes: { requirepass: 'pa55-three' } });
    const document = await services.settings.describe('main');
    const history = await services.settings.history('main');
    for (const shown of [plan, document, history, await services.operations.list()])
      expect(JSON.stringify(shown)).not.toContain('pa55');
    for (const folder of ['redis/desktop']) {
      const { stdout } = await import('../support/run-program.ts').then(({ runProgram }) =>
        runProgram('grep', ['-r', 'pa55', `${home.path}/${folder}`]),
      );
      expect(stdout).toBe('');
    }
    // The masked text given back leaves the password as it is.
    expect(document.text).toContain('requirepass ********');
    const same = await services.settings.plan('main', { kind: 'text', text: document.text });
    expect(same.changes).toEqual([]);
    await change({ requirepass: '' });
    expect(await keyCount(home.port)).toBe(0);
    expect(await watching()).toBe('running');
  });
});

describeNeeding(['redis'], 'drift', () => {
  test('after CONFIG SET › reported, and either side can be kept', async () => {
    const { home, services, apply, configFile } = await useSettingsHome();
    expect(await services.settings.drift('main')).toEqual([]);
    await redisCli(home.port, 'config', 'set', 'maxmemory', '100mb');
    await redisCli(home.port, 'config', 'set', 'slowlog-max-len', '7');
    expect(await services.settings.drift('main')).toMatchObject([
      { directive: 'maxmemory', file: '2147483648', live: '104857600', where: 'server', how: 'live' },
      { directive: 'slowlog-max-len', file: '128', live: '7' },
    ]);
    await apply({ kind: 'keep-live', directives: ['maxmemory'] });
    await apply({ kind: 'keep-file', directives: ['slowlog-max-len'] });
    expect(await services.settings.drift('main')).toEqual([]);
    expect(await readFile(configFile, 'utf8')).toContain('\nmaxmemory 104857600\n');
    expect(await configGet(home.port, 'slowlog-max-len')).toBe('128');
  });
});

describeNeeding(['redis'], 'history', () => {
  test('applied changes › names client, time and change; a revert works', async () => {
    const { home, services, change, apply, hash } = await useSettingsHome();
    const before = await hash();
    await change({ maxmemory: '1gb', 'maxmemory-policy': 'noeviction' });
    const [entry] = await services.settings.history('main');
    expect(entry).toMatchObject({ face: 'terminal', what: 'changes', revertible: true, restarted: false });
    await apply({ kind: 'revert', entry: entry?.id ?? '' });
    expect(await configGet(home.port, 'maxmemory')).toBe('2147483648');
    expect(await hash()).toBe(before);
    expect((await services.settings.history('main')).map(({ what }) => what)).toEqual(['revert', 'changes']);
  });
});

describe('redis.conf', () => {
  test('contains a byte that is not UTF-8 › kept', async () => {
    const { configFile, change } = await useSettingsHome();
    const bytes = Buffer.concat([Buffer.from('# caf\xe9\n', 'latin1'), await readFile(configFile)]);
    await writeFile(configFile, bytes);
    await change({ maxmemory: '1gb' });
    const expected = bytes.toString('latin1').replace('maxmemory 2gb', 'maxmemory 1gb');
    expect((await readFile(configFile)).toString('latin1')).toBe(expected);
  });
});
