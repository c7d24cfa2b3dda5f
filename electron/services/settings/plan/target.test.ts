import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASK } from '../../../../shared/contract/settings.ts';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { someSettings } from '../../../../test/support/some-settings.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { accessRisks, refusalRisks } from './access-risks.ts';
import { computePlan, isEmpty } from './plan.ts';
import { isReadable } from './readable-by.ts';
import { isCopyable } from './resolve-change-request.ts';
import type { SettingFacts } from './setting-facts.ts';
import { type ResolvedChange, targetOf } from './target.ts';

const changes = (values: Record<string, string | null>): ResolvedChange => ({ kind: 'changes', changes: values });
const textAfter = (text: string, values: Record<string, string | null>, change: Partial<SettingFacts> = {}) =>
  targetOf(someSettings(text, change), changes(values)).text;
const planOf = (facts: SettingFacts, request: ResolvedChange) => computePlan(facts, targetOf(facts, request));
const refused = (field: string, message?: string) =>
  expect.objectContaining({
    code: 'BAD_VALUE',
    data: expect.objectContaining({ field }),
    ...(message !== undefined && { message: expect.stringContaining(message) }),
  });

describe('requested changes', () => {
  test('a name in another case or an older name › is the same directive', () => {
    expect(textAfter('maxmemory 1gb\n', { MaxMemory: '2gb' })).toBe('maxmemory 2gb\n');
    expect(textAfter('slave-priority 1\n', { 'replica-priority': '2' })).toBe('slave-priority 2\n');
    expect(textAfter('replica-priority 1\n', { 'slave-priority': '2' })).toBe('replica-priority 2\n');
  });

  test('an equal value in another notation › keeps the notation of the file', () => {
    for (const value of ['2147483648', '2048mb', '2gb'])
      expect(textAfter('maxmemory 2gb\n', { maxmemory: value })).toBe('maxmemory 2gb\n');
    expect(textAfter('appendonly yes\n', { appendonly: 'YES' })).toBe('appendonly yes\n');
  });

  test('a default that the file does not contain › is written only if it differs', () => {
    expect(textAfter('port 1\n', { appendonly: 'yes' })).toBe('port 1\nappendonly yes\n');
    expect(textAfter('port 1\n', { timeout: null })).toBe('port 1\n');
  });

  test('a size with blanks around it › is written without them, since Redis would refuse it', () => {
    expect(textAfter('maxmemory 1gb\n', { maxmemory: ' 2gb ' })).toBe('maxmemory 2gb\n');
  });

  test('a masked secret › keeps the old one, and an empty one removes it', () => {
    expect(textAfter('requirepass old\n', { requirepass: MASK })).toBe('requirepass old\n');
    expect(textAfter('requirepass old\nport 1\n', { requirepass: '' })).toBe('port 1\n');
    expect(textAfter('requirepass old\n', { requirepass: 'n"e w' })).toBe('requirepass "n\\"e w"\n');
  });

  test('an unknown name › of a running server that does not know it › is refused; of a stopped one Redis decides', () => {
    const live = { maxmemory: '1' };
    expect(() => textAfter('port 1\n', { 'no-such-thing': '1' }, { live })).toThrow(refused('no-such-thing'));
    expect(textAfter('port 1\n', { 'no-such-thing': '1' })).toBe('port 1\nno-such-thing 1\n');
    expect(textAfter('port 1\n', { 'x-new': '1' }, { live: { ...live, 'x-new': '0' } })).toBe('port 1\nx-new 1\n');
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'the name "%s" › is a name like others',
    (name) => {
      const live = { maxmemory: '1' };
      const values = Object.fromEntries([[name, '1']]);
      expect(() => textAfter('port 1\n', values, { live })).toThrow(refused(name.toLowerCase()));
      const facts = someSettings('port 1\n', { live });
      expect(() => targetOf(facts, { kind: 'keep-live', directives: [name] })).toThrow(refused(name.toLowerCase()));
    },
  );

  test('persistence together with appendonly › is refused, together with save points it uses them', () => {
    const both: ResolvedChange = { kind: 'changes', changes: { AppendOnly: 'yes' }, persistence: 'rdb' };
    expect(() => targetOf(someSettings('port 1\n'), both)).toThrow(refused('appendonly', 'contradict'));
    const saves: ResolvedChange = { kind: 'changes', changes: { save: '60 5' }, persistence: 'both' };
    expect(targetOf(someSettings('save ""\n'), saves).text).toBe('save 60 5\nappendonly yes\n');
    const none: ResolvedChange = { kind: 'changes', changes: {}, persistence: 'rdb' };
    expect(targetOf(someSettings('save ""\n'), none).text).toBe('save 900 1\nappendonly no\n');
  });

  test('port 0 › without TLS or a socket › is refused; with one of them it is possible', () => {
    expect(() => textAfter('port 1\n', { port: '0' })).toThrow(refused('port'));
    expect(textAfter('port 1\ntls-port 2\n', { port: '0' })).toContain('port 0\n');
    expect(textAfter('port 1\n', { port: '0', 'tls-port': '7000' })).toBe('port 0\ntls-port 7000\n');
    expect(textAfter('port 1\nunixsocket /tmp/r\n', { port: '0' })).toContain('port 0\n');
    expect(() => textAfter('port 0\ntls-port 7000\n', { 'tls-port': '0' })).toThrow(refused('port'));
  });

  test('an address › that this computer lacks › is refused unless it is optional', () => {
    for (const value of ['10.1.2.3', '127.0.0.1 10.1.2.3', 'fe80::1']) {
      expect(() => textAfter('bind 127.0.0.1\n', { bind: value }), value).toThrow(
        refused('bind', 'not an address of this computer'),
      );
    }
    for (const value of ['192.168.1.5', '-10.1.2.3', '* -::*', '127.0.0.9', '0.0.0.0', 'localhost ::1']) {
      expect(textAfter('port 1\n', { bind: value }), value).toContain(`bind ${value}\n`);
    }
  });

  test('any valid values › planned, written and planned again › the second plan is empty', () => {
    const values = fc.record(
      {
        maxmemory: fc.constantFrom('1gb', '0', '512mb'),
        'maxmemory-policy': fc.constantFrom('noeviction', 'allkeys-lfu'),
        save: fc.constantFrom('', '900 1', '60 5 300 1'),
        timeout: fc.nat(1000).map(String),
        requirepass: fc
          .string({ minLength: 1, maxLength: 8 })
          .filter((text) => !/[\n\r\0]/.test(text) && text !== MASK),
        'client-output-buffer-limit': fc.constantFrom('normal 1mb 1mb 60', 'replica 1gb 0 0'),
        bind: fc.constantFrom('127.0.0.1', '127.0.0.1 192.168.1.5'),
      },
      { requiredKeys: [] },
    );
    const files = fc.constantFrom(
      '',
      'port 1\n',
      'save 900 1\nsave 300 10\nmaxmemory 3gb\n',
      '# a\r\ntimeout 7\r\nrequirepass old\r\n',
    );
    fc.assert(
      fc.property(files, values, (text, wanted) => {
        const first = targetOf(someSettings(text), changes(wanted));
        const again = planOf(someSettings(first.text), changes(wanted));
        expect(again.target.text).toBe(first.text);
        expect(isEmpty(again)).toBe(true);
      }),
    );
  });
});

describe('a setting of an included file', () => {
  const withInclude = (files: Record<string, string>, text: string, args: readonly string[] = []) => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return someSettings(text, {}, { file: join(folder, 'redis.conf'), cwd: folder, args });
  };

  test('changed › a line after the include overrides it, and a line before it moves', () => {
    const facts = withInclude({ 'a.conf': 'maxmemory 1gb\n' }, 'maxmemory 3gb\ninclude a.conf\nport 1\n');
    const plan = planOf(facts, changes({ maxmemory: '2gb' }));
    expect(plan.target.text).toBe('include a.conf\nport 1\nmaxmemory 2gb\n');
    expect(plan.changes).toMatchObject([{ directive: 'maxmemory', from: '1073741824', to: '2147483648' }]);
  });

  test('removed › cannot be removed here, and the file that sets it is named', () => {
    const facts = withInclude({ 'a.conf': '# x\nmaxmemory 1gb\n' }, 'include a.conf\n');
    expect(() => targetOf(facts, changes({ maxmemory: null }))).toThrow(refused('maxmemory', 'a.conf, line 2'));
  });

  test('a password › set to nothing › is overridden by an empty one', () => {
    const facts = withInclude({ 'a.conf': 'requirepass secret\n' }, 'include a.conf\n');
    expect(targetOf(facts, changes({ requirepass: '' })).text).toBe('include a.conf\nrequirepass ""\n');
  });

  test('save points, which add up › are reset first', () => {
    const facts = withInclude({ 'a.conf': 'save 900 1\n' }, 'include a.conf\n');
    const plan = planOf(facts, changes({ save: '60 5' }));
    expect(plan.target.text).toBe('include a.conf\nsave ""\nsave 60 5\n');
    expect(plan.changes).toMatchObject([{ directive: 'save', from: '900 1', to: '60 5' }]);
  });

  test('an argument of the start command › overrides the file, so that a change is refused', () => {
    const facts = withInclude({}, 'timeout 1\n', ['--timeout', '5']);
    expect(() => targetOf(facts, changes({ timeout: '9' }))).toThrow(
      refused('timeout', 'the command that starts the server'),
    );
    expect(() => targetOf(facts, changes({ timeout: null }))).toThrow(refused('timeout'));
    expect(targetOf(facts, changes({ timeout: '5' })).text).toBe('timeout 1\n');
  });

  test('a text that adds a line before the include › is planned with a warning that it has no effect', () => {
    const facts = withInclude({ 'a.conf': 'timeout 5\n' }, 'include a.conf\n');
    const { risks } = planOf(facts, { kind: 'text', text: 'timeout 9\ninclude a.conf\n' });
    expect(risks).toMatchObject([
      { directive: 'timeout', level: 'warning', message: expect.stringContaining('has no effect') },
    ]);
  });

  test('a text that adds an unreadable include › is planned with a warning', () => {
    const { risks } = planOf(withInclude({}, 'port 1\n'), { kind: 'text', text: 'port 1\ninclude none.conf\n' });
    expect(risks).toMatchObject([
      {
        directive: 'include',
        message: 'redis.conf, line 2, includes none.conf, which does not exist: its settings are unknown.',
      },
    ]);
  });

  test('a secret that has no effect › is not in the warning', () => {
    const facts = withInclude({ 'a.conf': 'requirepass other\n' }, 'include a.conf\n');
    const { risks } = planOf(facts, { kind: 'text', text: 'requirepass s3cret\ninclude a.conf\n' });
    expect(risks.map(({ directive }) => directive)).toContain('requirepass');
    expect(JSON.stringify(risks)).not.toMatch(/s3cret|other/);
  });
});

describe('an edited text', () => {
  const edit = (before: string, after: string, change: Partial<SettingFacts> = {}) =>
    targetOf(someSettings(before, change), { kind: 'text', text: after });

  test('unbalanced quotes, a bad value or port 0 › name the line', () => {
    expect(() => edit('port 1\n', 'port 1\nrequirepass "open\n')).toThrow(refused('line 2'));
    expect(() => edit('port 1\n', 'port 1\n\nmaxmemory lots\n')).toThrow(refused('line 3'));
    expect(() => edit('port 1\n', 'port 0\n')).toThrow(refused('line 1'));
  });

  test('an old line that is invalid but unchanged › does not block another change', () => {
    expect(edit('maxmemory lots\nport 1\n', 'maxmemory lots\nport 2\n').text).toBe('maxmemory lots\nport 2\n');
  });

  test('two lines of one directive › the new one is blamed', () => {
    expect(() => edit('timeout 1\n', 'timeout 1\ntimeout never\n')).toThrow(refused('line 2'));
  });

  test('the folder of the data, the dump or the log › removed or changed › is refused', () => {
    const before = 'dir /data\ndbfilename d.rdb\nport 1\n';
    expect(() => edit(before, 'dbfilename d.rdb\nport 1\n')).toThrow(refused('dir'));
    expect(() => edit(before, 'dir /data\nport 1\n')).toThrow(refused('dbfilename'));
    expect(() => edit(before, before.replace('/data', '/elsewhere'))).toThrow(refused('line 1'));
    expect(edit(before, before.replace('dir /data', 'dir "/data"')).text).toContain('dir "/data"');
  });

  test('comments, blank lines and order › are kept byte for byte', () => {
    const after = '\n# new\n\n  port   1\t\n# end';
    expect(edit('port 1\n', after).text).toBe(after);
  });

  test('the port and address of a container › are not changed in its file', () => {
    const container = { runtime: CONTAINERS, published: { host: '127.0.0.1', port: 6400 } };
    expect(() => edit('port 6379\n', 'port 6380\n', container)).toThrow(refused('line 1', 'inside its container'));
    expect(() => edit('port 6379\n', 'port 6379\nbind 10.0.0.1\n', container)).toThrow(refused('line 2'));
  });
});

describe('a container', () => {
  const facts = someSettings('port 6379\n', {
    runtime: CONTAINERS,
    published: { host: '127.0.0.1', port: 6400 },
    recordedPort: 6400,
  });
  const published = (values: Record<string, string | null>) => targetOf(facts, changes(values)).published;

  test('its address › one of this computer › is published, several are refused', () => {
    expect(published({ bind: '192.168.1.5' })).toEqual({ host: '192.168.1.5', port: 6400 });
    expect(published({ bind: '*' })).toEqual({ host: '0.0.0.0', port: 6400 });
    expect(published({ bind: null })).toEqual({ host: '127.0.0.1', port: 6400 });
    for (const bind of ['127.0.0.1 192.168.1.5', '', '10.9.9.9'])
      expect(() => published({ bind }), bind).toThrow(refused('bind'));
  });

  test('its port › changed together with its address › both are published, and the file stays', () => {
    const target = targetOf(facts, changes({ port: '7000', bind: '0.0.0.0' }));
    expect([target.published, target.text]).toEqual([{ host: '0.0.0.0', port: 7000 }, 'port 6379\n']);
  });

  test('recreated outside of the app with another port › keep-file returns to the recorded one, keep-live records it', () => {
    const moved = { ...facts, recordedPort: 6500 };
    expect(targetOf(moved, { kind: 'keep-file', directives: ['port'] }).published).toEqual({
      host: '127.0.0.1',
      port: 6500,
    });
    expect(targetOf(moved, { kind: 'keep-file', directives: ['timeout'] }).published).toEqual({
      host: '127.0.0.1',
      port: 6400,
    });
    expect(targetOf(moved, { kind: 'keep-live', directives: ['port'] }).published).toEqual({
      host: '127.0.0.1',
      port: 6400,
    });
  });
});

describe('risks of a restart', () => {
  const plan = (text: string, change: Partial<SettingFacts>) =>
    planOf(someSettings(text, change), changes({ 'tcp-backlog': '100' }));
  const refusal = 'main requires a password.';

  test('a server that refuses this app › with, without and against persistence › only data loss asks for confirmation', () => {
    expect(refusalRisks(plan('save 900 1\n', {}))).toEqual([]);
    expect(refusalRisks(plan('save 900 1\n', { refusal }))).toMatchObject([{ level: 'warning' }]);
    expect(refusalRisks(plan('save 900 1\n', { refusal }))[0]).not.toHaveProperty('confirm');
    expect(refusalRisks(plan('save ""\n', { refusal }))).toMatchObject([
      { confirm: true, message: expect.stringContaining('disables persistence') },
    ]);
    expect(refusalRisks(plan('save 900 1\nshutdown-on-sigterm now NoSave\n', { refusal }))).toMatchObject([
      { message: expect.stringContaining('shutdown-on-sigterm') },
    ]);
    expect(refusalRisks(plan('save ""\n', { refusal, running: false }))).toEqual([]);
  });

  test('access after the trial › a lock-out asks for confirmation, a password without effect is named', () => {
    const of = (text: string, access: Parameters<typeof accessRisks>[1]) => accessRisks(plan(text, {}), access);
    expect(of('port 1\n', null)).toEqual([]);
    expect(of('port 1\n', { app: 'ok', clients: 'open' })).toEqual([]);
    expect(of('port 1\n', { app: 'password-required', clients: 'refused' })).toMatchObject([
      { confirm: true, directive: 'tcp-backlog' },
    ]);
    expect(of('requirepass x\nuser default on nopass\n', { app: 'ok', clients: 'open' })).toMatchObject([
      { directive: 'requirepass', message: expect.stringContaining('"user default"') },
    ]);
    expect(of('requirepass x\naclfile /none.acl\n', { app: 'ok', clients: 'open' })).toMatchObject([
      { message: expect.stringContaining('ACL file') },
    ]);
  });
});

describe('a replica', () => {
  const info = (role: string, keys: number) =>
    parseInfo(
      `redis_version:7.0.15\r\nrole:${role}\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nused_memory:5000000000\r\ndb0:keys=${keys},expires=0,avg_ttl=0\r\n`,
    );
  const levels = (facts: SettingFacts, values: Record<string, string | null>) =>
    planOf(facts, changes(values))
      .risks.filter(({ directive }) => directive === 'replicaof')
      .map(({ level }) => level);

  test('a new master › deletes the keys, an empty server loses none', () => {
    const facts = (keys: number) => someSettings('port 1\n', { info: info('master', keys) });
    expect(levels(facts(5), { replicaof: '10.0.0.1 6379' })).toEqual(['danger']);
    expect(levels(facts(0), { replicaof: '10.0.0.1 6379' })).toEqual([]);
    const stopped = someSettings('port 1\n', { info: null, running: false });
    expect(planOf(stopped, changes({ replicaof: '10.0.0.1 6379' })).risks).toMatchObject([
      { message: expect.stringContaining('all keys of main') },
    ]);
  });

  test('the same master, or the end of the replication › deletes nothing', () => {
    const facts = someSettings('replicaof 10.0.0.1 6379\n', { info: info('slave', 5) });
    expect(levels(facts, { replicaof: '10.0.0.1  6379' })).toEqual([]);
    expect(levels(facts, { replicaof: null })).toEqual([]);
    expect(levels(facts, { replicaof: '10.0.0.2 6379' })).toContain('danger');
  });

  test('an eviction on a replica › is blocked, since its master decides which keys it holds', () => {
    const facts = someSettings('replicaof 10.0.0.1 6379\nmaxmemory-policy allkeys-lru\n', { info: info('slave', 500) });
    expect(levels(facts, { maxmemory: '1gb' })).toEqual(['blocked']);
    const master = someSettings('maxmemory-policy allkeys-lru\n', { info: info('master', 500) });
    expect(levels(master, { maxmemory: '1gb' })).toEqual([]);
  });
});

test('data of another version › readable by the same or a newer one only, and a multi-part AOF needs 7.0', () => {
  const read = (writtenBy: string, by: string, aof = false) => isReadable({ writtenBy, aof }, by);
  expect(read('7.0.15', '7.0.15')).toBe(true);
  expect(read('5.0.0', '7.4.1')).toBe(true);
  expect(read('7.4.1', '7.2.9')).toBe(false);
  expect(read('7.2.0', '7.0.15')).toBe(false);
  expect(read('6.2.6', '5.0.14')).toBe(true);
  expect(read('10.0.0', '9.9.9')).toBe(true);
  expect(read('7.0.0', '6.2.14', true)).toBe(false);
  expect(read('6.2.14', '7.0.0', true)).toBe(true);
  expect(read('6.0.0', '6.2.0', true)).toBe(true);
});

test('a directive that two instances can share › not an address, a path or one with several lines', () => {
  expect(['maxmemory', 'requirepass', 'x-unknown', 'tls-auth-clients'].map(isCopyable)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['tls-port', 'tls-key-file', 'tls-ca-cert-dir'].map(isCopyable)).toEqual([false, false, false]);
  expect(['port', 'bind', 'dir', 'logfile', 'include', 'user'].map(isCopyable)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
