import { totalmem } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseCommands, chooseDatabase } from '../benchmark/conditions.ts';
import { parseBenchmarkCsv } from '../benchmark/csv.ts';
import { directiveArgs, directiveLines, directiveValue, parseRedisConf } from '../redis/conf/redis-conf.ts';
import { parseInfo } from '../redis/info/info.ts';
import { memoryLimit } from './memory-limit.ts';
import { dataLines, ownDataLines, placeLines, trialLines, withLines } from './overrides.ts';

const place = { socket: '/s/"x" y', socketMode: '700', pidFile: '/p', logFile: '' };

test('a scratch server › any redis.conf before its lines › listens on its socket only, and keeps its own files', () => {
  const own = fc.constantFrom(
    'port 6379',
    'TLS-PORT 7000',
    'unixsocket /real',
    'daemonize yes',
    'pidfile /real.pid',
    'logfile /real.log',
    'syslog-enabled yes',
    'supervised systemd',
    '# end',
  );
  fc.assert(
    fc.property(fc.array(own, { maxLength: 8 }), fc.boolean(), (lines, ended) => {
      const text = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
      const conf = parseRedisConf(withLines(text, placeLines(place, text)));
      const value = (name: string) => directiveValue(conf, name);
      expect([
        value('port'),
        value('tls-port') ?? '0',
        value('unixsocket'),
        value('pidfile'),
        value('logfile'),
        value('daemonize'),
      ]).toEqual(['0', '0', '/s/"x" y', '/p', '', 'no']);
      if (text !== '') expect([value('supervised'), value('syslog-enabled')]).toEqual(['no', 'no']);
      // Old servers refuse these names where no redis.conf needs them.
      if (!/tls-port/i.test(text)) expect(value('tls-port')).toBeNull();
    }),
  );
});

test('data of unknown origin › loaded as a replica › no command but SAVE under a secret name, no eviction, no dump', () => {
  const data = { rdbFile: 'dump file.rdb', aof: null, databases: 3 };
  const conf = parseRedisConf(withLines('', dataLines('/f', data, { version: '7.0.15', save: 'secret-save' })));
  const renamed = new Map(directiveLines(conf, 'rename-command').map(({ args }) => [args[0], args[1]]));
  expect(renamed.get('SAVE')).toBe('secret-save');
  for (const command of ['CONFIG', 'DEBUG', 'MODULE', 'SHUTDOWN', 'REPLICAOF', 'EVAL', 'BGSAVE'])
    expect(renamed.get(command), command).toBe('');
  expect(directiveValue(conf, 'dbfilename')).toBe('dump file.rdb');
  expect([
    directiveValue(conf, 'save'),
    directiveValue(conf, 'appendonly'),
    directiveValue(conf, 'databases'),
    directiveArgs(conf, 'replicaof'),
  ]).toEqual(['', 'no', '16', ['127.0.0.1', '0']]);
  expect([directiveValue(conf, 'rdbchecksum'), directiveValue(conf, 'maxmemory')]).toEqual([null, '0']);
});

test('an AOF › of one file or several › the folder only where there is one', () => {
  const lines = (folder: string) =>
    parseRedisConf(
      withLines(
        '',
        dataLines(
          '/f',
          { rdbFile: 'd', aof: { folder, name: 'a.aof' }, databases: 40, checksumElsewhere: true },
          { version: '7.0.15', save: 's' },
        ),
      ),
    );
  expect([directiveValue(lines('dir'), 'appenddirname'), directiveValue(lines(''), 'appenddirname')]).toEqual([
    'dir',
    null,
  ]);
  expect([
    directiveValue(lines(''), 'appendonly'),
    directiveValue(lines(''), 'appendfilename'),
    directiveValue(lines(''), 'databases'),
    directiveValue(lines(''), 'rdbchecksum'),
  ]).toEqual(['yes', 'a.aof', '40', 'no']);
});

test("an instance's own data and a trial › neither evict, replicate nor write", () => {
  const own = parseRedisConf(withLines('replicaof a 1\nmaxmemory 1mb', ownDataLines(true)));
  expect([
    directiveArgs(own, 'replicaof'),
    directiveValue(own, 'maxmemory'),
    directiveValue(own, 'appendonly'),
  ]).toEqual([['no', 'one'], '0', 'yes']);
  const trial = parseRedisConf(
    withLines('save 1 1\nappendonly yes\ndbfilename real.rdb\n', trialLines('/t', { isCluster: true, usesTls: true })),
  );
  expect(directiveLines(trial, 'save').at(-1)?.args).toEqual(['']);
  expect([directiveValue(trial, 'appendonly'), directiveValue(trial, 'cluster-config-file')]).toEqual([
    'no',
    '/t/nodes.conf',
  ]);
  expect(directiveValue(trial, 'dbfilename')).not.toBe('real.rdb');
  expect(
    directiveValue(
      parseRedisConf(withLines('', trialLines('/t', { isCluster: false, usesTls: false }))),
      'cluster-config-file',
    ),
  ).toBeNull();
});

test('the memory of a loading server › twice its data, and never more than three quarters of the computer', () => {
  const most = Math.floor(totalmem() * 0.75);
  expect([memoryLimit(null), memoryLimit(Number.MAX_SAFE_INTEGER), memoryLimit(0)]).toEqual([
    most,
    most,
    256 * 1024 ** 2,
  ]);
  expect(memoryLimit(1024)).toBe(2048 + 256 * 1024 ** 2);
});

test('the database of a benchmark › the requested one, else the last empty one, else 0', () => {
  const info = parseInfo('db15:keys=1,expires=0\r\ndb14:keys=1,expires=0\r\ndb0:keys=1,expires=0\r\n');
  expect([
    chooseDatabase(3, 16, info),
    chooseDatabase(undefined, 16, info),
    chooseDatabase(undefined, 1, info),
  ]).toEqual([3, 13, 0]);
  expect(() => chooseDatabase(16, 16, info)).toThrow(
    expect.objectContaining({ code: 'BAD_VALUE', data: { field: 'database', expected: 'a database from 0 to 15' } }),
  );
  expect(chooseDatabase(undefined, 16, parseInfo('cluster_enabled:1\r\n'))).toBe(0);
  expect(chooseDatabase(undefined, 2, parseInfo('db1:keys=1,expires=0\r\n'))).toBe(0);
});

test('the tests of a benchmark › on a replica or a full server › write nothing, and disabled commands are skipped', () => {
  const free = parseInfo('role:master\r\nmaxmemory:0\r\n');
  const all = chooseCommands(undefined, free);
  expect(all.notes).toEqual([]);
  expect(all.commands.some(({ writes }) => writes)).toBe(true);
  for (const text of ['role:slave\r\n', 'role:master\r\nmaxmemory:1000\r\nused_memory:999\r\n']) {
    const { commands, notes } = chooseCommands(undefined, parseInfo(text));
    expect([commands.some(({ writes }) => writes), notes.length]).toEqual([false, 1]);
  }
  const renamed = chooseCommands(undefined, free, { GET: '', SET: 's3t' });
  const names = renamed.commands.map(({ words: [command] }) => command);
  expect([names.includes('GET'), names.includes('SET'), names.includes('s3t')]).toEqual([false, false, true]);
  expect(renamed.notes.join()).toContain('GET was skipped');
  expect(chooseCommands(['none'], free).commands).toEqual([]);
});

test('the output of redis-benchmark › new and old formats, and none', () => {
  const header =
    '"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"';
  const read = (output: string) => parseBenchmarkCsv('GET', output);
  expect(read(`WARNING: x\n${header}\n"GET","1000.50","0.1","0.1","0.2","0.3","0.4","9"\n`)).toEqual({
    name: 'GET',
    requestsPerSecond: 1000.5,
    p50Ms: 0.2,
    p95Ms: 0.3,
    p99Ms: 0.4,
    maxMs: 9,
  });
  expect(read('"GET","123.4"\n')).toEqual({
    name: 'GET',
    requestsPerSecond: 123.4,
    p50Ms: null,
    p95Ms: null,
    p99Ms: null,
    maxMs: null,
  });
  expect([read(''), read('Error: connection refused\n'), read(`${header}\n`), read('"GET","nan"\n')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
