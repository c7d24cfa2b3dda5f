import { describe, expect, test } from 'vitest';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { hashOf } from '../../redis/conf/conf-file.ts';
import { confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { effectiveConf } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { computePlan, masked, shownPlan } from './plan.ts';
import type { SettingFacts } from './setting-facts.ts';
import { type ResolvedChange, targetOf } from './target.ts';

const text = [
  '# mine',
  'bind 127.0.0.1',
  'port 6380',
  'protected-mode no',
  'tcp-backlog 511',
  'databases 16',
  'maxmemory 2gb',
  'maxmemory-policy allkeys-lru',
  'save 900 1',
  'save 300 10',
  'appendonly no',
  'dir /data',
  'requirepass hush',
  'user app on >s3cret ~* +@all',
  '',
].join('\n');

const live = {
  maxmemory: '2147483648',
  'maxmemory-policy': 'allkeys-lru',
  save: '900 1 300 10',
  appendonly: 'no',
  requirepass: 'hush',
  timeout: '0',
  bind: '127.0.0.1',
  port: '6380',
  'client-output-buffer-limit': 'normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60',
};

const notTried = { triedBy: null, access: null };

const resolve = (conf: RedisConf) => effectiveConf(conf, confPlaceOfFile('/redis.conf'));

const info = parseInfo(
  [
    'used_memory:1073741824',
    'connected_clients:24',
    'db0:keys=1000,expires=100,avg_ttl=0',
    'db9:keys=1204,expires=0,avg_ttl=0',
  ].join('\r\n'),
);

function facts(change: Partial<SettingFacts> = {}, file = text): SettingFacts {
  return {
    id: 'main',
    runtime: PROGRAMS,
    running: true,
    refusal: null,
    file: { path: '/redis.conf', text: file, encoding: 'utf8', hash: hashOf(file) },
    conf: parseRedisConf(file),
    effective: resolve(parseRedisConf(file)),
    resolve,
    live,
    info,
    published: null,
    recordedPort: null,
    publishedTls: null,
    movedFolder: null,
    container: null,
    saveIntervals: '900 1',
    machine: { memoryBytes: 16 * 2 ** 30, addresses: ['127.0.0.1', '192.168.1.5'], longestBacklog: 4096 },
    ...change,
  };
}

const changes = (
  values: Record<string, string | null>,
  persistence?: 'rdb' | 'aof' | 'both' | 'none',
): ResolvedChange => ({
  kind: 'changes',
  changes: values,
  persistence,
});

const planOf = (request: ResolvedChange, given = facts()) => computePlan(given, targetOf(given, request));

describe('settings plan', () => {
  test.each([
    [{ maxmemory: '4gb' }, [['maxmemory', '2147483648', '4294967296', 'live']], false],
    [{ maxmemory: '2048mb' }, [], false],
    [{ 'tcp-backlog': '1024' }, [['tcp-backlog', '511', '1024', 'restart']], true],
    [{ port: '6390' }, [['port', '6380', '6390', 'restart']], true],
    [{ timeout: '60' }, [['timeout', '0', '60', 'live']], false],
    [{ save: '300 10' }, [['save', '900 1 300 10', '300 10', 'live']], false],
    [{ 'maxmemory-policy': null }, [['maxmemory-policy', 'allkeys-lru', 'noeviction', 'live']], false],
  ] as const)('changes %j › has from, to and how', (values, expected, restart) => {
    const plan = planOf(changes(values));
    const actual = plan.changes.map(({ directive, from, to, how }) => [directive, from, to, how]);
    expect(actual).toEqual(expected);
    expect(plan.restart).toBe(restart);
  });

  test('client-output-buffer-limit of one class › is live, and other classes keep their limits', () => {
    const plan = planOf(changes({ 'client-output-buffer-limit': 'normal 1mb 0 0' }));
    expect(plan.changes).toMatchObject([{ to: 'normal 1048576 0 0', how: 'live' }]);
    expect(planOf(changes({ 'client-output-buffer-limit': 'replica 256mb 64mb 60' })).changes).toEqual([]);
  });

  test('one changed value › diff contains only that line', () => {
    const shown = shownPlan(planOf(changes({ maxmemory: '4gb' })), notTried);
    expect(shown.diff).toBe(
      '--- redis.conf\n+++ redis.conf\n@@ -4,7 +4,7 @@\n protected-mode no\n tcp-backlog 511\n databases 16\n-maxmemory 2gb\n+maxmemory 4gb\n maxmemory-policy allkeys-lru\n save 900 1\n save 300 10\n',
    );
  });

  test('changed secret › plan shows no secret', () => {
    const plan = planOf(changes({ requirepass: 'other', maxmemory: '1gb' }));
    const shown = JSON.stringify([shownPlan(plan, notTried), plan.changes.map(masked)]);
    for (const secret of ['hush', 'other', 's3cret']) expect(shown).not.toContain(secret);
    expect(plan.target.text).toContain('requirepass other');
    expect(plan.target.text).toContain('>s3cret');
  });

  test('edited text › masked secrets are restored and the changes found', () => {
    const before = shownPlan(planOf(changes({})), notTried).before;
    const plan = planOf({
      kind: 'text',
      text: before.replace('# mine', '# ours').replace('maxmemory 2gb', 'maxmemory 3gb'),
    });
    expect(plan.target.text).toBe(text.replace('# mine', '# ours').replace('maxmemory 2gb', 'maxmemory 3gb'));
    expect(plan.changes).toMatchObject([{ directive: 'maxmemory' }]);
  });

  test('text with a masked unknown user › error names the line', () => {
    const request: ResolvedChange = { kind: 'text', text: `${text}user unknown on >********\n` };
    expect(() => planOf(request)).toThrow('Line 15');
  });

  test.each([
    ['dir /elsewhere', 'dir /data', 'cannot be changed here'],
    ['maxmemory 1.5g', 'maxmemory 2gb', 'not a whole number'],
    ['bind 203.0.113.1', 'bind 127.0.0.1', 'not an address of this computer'],
    ['maxmemory-policy lru', 'maxmemory-policy allkeys-lru', 'is not an option'],
  ])('text with "%s" › error names the line and the reason', (line, instead, reason) => {
    const number = text.split('\n').indexOf(instead) + 1;
    expect(() => planOf({ kind: 'text', text: text.replace(instead, line) })).toThrow(
      new RegExp(`Line ${number}: .*${reason}`),
    );
  });

  test('server drifted from its file › plan applies the value of the file', () => {
    const drifted = facts({ live: { ...live, maxmemory: '100' } });
    expect(planOf(changes({ maxmemory: '2gb' }), drifted).changes).toMatchObject([
      { from: '100', to: '2147483648', how: 'live' },
    ]);
    expect(planOf({ kind: 'keep-file', directives: ['maxmemory'] }, drifted).changes).toHaveLength(1);
    expect(planOf({ kind: 'keep-live', directives: ['maxmemory'] }, drifted).target.text).toContain('maxmemory 100\n');
  });

  test('port of a container › changes the published port and not the file', () => {
    const docker = facts({ runtime: CONTAINERS, published: { host: '127.0.0.1', port: 6380 } });
    const plan = planOf(changes({ port: '6400' }), docker);
    expect(plan).toMatchObject({
      recreate: true,
      restart: true,
      changes: [{ directive: 'port', from: '6380', to: '6400' }],
    });
    expect(plan.target.text).toBe(text);
    expect(() => planOf({ kind: 'text', text: text.replace('port 6380', 'port 1') }, docker)).toThrow(
      'inside its container',
    );
  });

  test('server without CONFIG › change needs a restart', () => {
    expect(planOf(changes({ maxmemory: '1gb' }), facts({ live: null })).changes).toMatchObject([{ how: 'restart' }]);
  });
});

describe('persistence', () => {
  test.each([
    ['aof', 'yes', ''],
    ['both', 'yes', '900 1 300 10'],
    ['none', 'no', ''],
    ['rdb', 'no', '900 1 300 10'],
  ] as const)('%s › appendonly %s and save "%s", existing save points stay', (mode, appendonly, save) => {
    const { conf } = targetOf(facts(), changes({}, mode));
    const plan = planOf(changes({}, mode));
    expect(plan.changes.filter(({ directive }) => directive === 'maxmemory')).toEqual([]);
    expect(conf.lines.filter(({ directive }) => directive?.name === 'save').map(({ text: line }) => line)).toEqual(
      save === '' ? ['save ""'] : ['save 900 1', 'save 300 10'],
    );
    expect(conf.lines.find(({ directive }) => directive?.name === 'appendonly')?.text).toBe(`appendonly ${appendonly}`);
  });
});

describe('risks', () => {
  const risks = (values: Record<string, string | null>, given = facts()) => planOf(changes(values), given).risks;

  test.each([
    [{ maxmemory: '512mb' }, 'danger', /evicts about [\d,]+ keys of 2,204 keys/],
    [{ maxmemory: '512mb', 'maxmemory-policy': 'noeviction' }, 'warning', /Redis will refuse writes/],
    [{ maxmemory: '512mb', 'maxmemory-policy': 'volatile-lru' }, 'danger', /about 100 keys/],
    [{ maxmemory: '64gb' }, 'warning', /This computer has 16 GB/],
    [{ maxmemory: '0' }, 'warning', /Without a limit/],
    [{ databases: '8' }, 'blocked', /db9 holds 1,204 keys/],
    [{ bind: '0.0.0.0', requirepass: '' }, 'warning', /without a password/],
    [{ save: '' }, 'danger', /in memory only/],
    [{ maxclients: '10' }, 'warning', /24 clients are connected/],
    [{ 'tcp-backlog': '9000' }, 'warning', /The system allows 4096/],
  ] as const)('%j › its risks', (values, level, message) => {
    expect(risks(values)).toEqual(
      expect.arrayContaining([expect.objectContaining({ level, message: expect.stringMatching(message) })]),
    );
  });

  test('harmless changes › no risks', () => {
    expect(risks({ maxmemory: '4gb', databases: '10', 'tcp-backlog': '100', bind: '0.0.0.0' })).toEqual([]);
  });
});
