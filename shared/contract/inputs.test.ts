import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { activityFilter } from './activity.ts';
import { alertSettings } from './alert.ts';
import { backupName, backups } from './backup.ts';
import { benchmarkInput } from './benchmark.ts';
import { contract } from './contract.ts';
import { instances } from './instance.ts';
import { keyName } from './key-name.ts';
import { keySource } from './keyspace.ts';
import { logs } from './logs.ts';
import { instanceIdPattern, isTenantId, MAIN } from './names.ts';
import { schedules, scheduleTime } from './schedule.ts';
import { settingsChangeRequest } from './settings.ts';
import { tenants } from './tenant.ts';
import { containerMemory, instanceId, port, tenantId, timestamp } from './values.ts';

const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** Names that would leave a folder, end a line or a word, or mean an option. */
const hostile = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  'a\\b',
  'a b',
  'a\n',
  '\0',
  '-x',
  'x-',
  'Ä',
  'ä',
  'a\u202eb',
  '１',
  ' a',
  'a ',
];

describe('ids', () => {
  test.each([...hostile, 'A', 'a_b', 'a.b', 'a'.repeat(41)])('id › %j › refused, as it becomes a folder', (id) => {
    expect([fits(instanceId, id), fits(tenantId, id)]).toEqual([false, false]);
  });

  test.each(['a', '0', 'a-b', 'a--b', 'a'.repeat(40), 'constructor'])('id › %j › taken', (id) => {
    expect(fits(tenantId, id)).toBe(true);
  });

  test('id › main › an instance, but no tenant', () => {
    expect([fits(instanceId, MAIN), fits(tenantId, MAIN), isTenantId(MAIN)]).toEqual([true, false, false]);
  });

  test('id › any text that is taken › stays within its folder and is one word of a shell', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 45 }), fc.stringMatching(instanceIdPattern)),
        (id) => {
          if (fits(instanceId, id)) expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
        },
      ),
    );
  });
});

describe('values', () => {
  test.each([0, -1, 65_536, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '6379', null])(
    'port › %s › refused',
    (value) => {
      expect(fits(port, value)).toBe(false);
    },
  );

  test.each([1, 65_535])('port › %i › taken', (value) => expect(fits(port, value)).toBe(true));

  test.each([
    [null, true],
    [0, true],
    [6 * 1024 ** 2, true],
    [6 * 1024 ** 2 - 1, false],
    [1, false],
    [-1, false],
    [7e6 + 0.5, false],
  ])('container memory › %s bytes › taken: %s, by the least that Docker takes', (value, taken) => {
    expect(fits(containerMemory, value)).toBe(taken);
  });

  test.each([
    ['2026-03-29T01:30:00Z', true],
    ['2026-03-29T01:30:00.123Z', true],
    ['2026-03-29T01:30:00+02:00', false],
    ['2026-03-29', false],
    ['2026-02-30T00:00:00Z', false],
    ['now', false],
  ])('timestamp › %s › taken: %s, in UTC only', (value, taken) => expect(fits(timestamp, value)).toBe(taken));
});

describe('names of backups', () => {
  test.each([...hostile.filter((name) => name !== 'x-'), '.hidden', '_x', 'a'.repeat(101), 'a%2e'])(
    'backup name › %j › refused, as it becomes a file',
    (name) => expect(fits(backupName, name)).toBe(false),
  );

  test.each(['a', 'A.b_c-1', '0', 'x-', 'a..b', 'a'.repeat(100), 'CON'])('backup name › %j › taken', (name) => {
    expect(fits(backupName, name)).toBe(true);
  });
});

describe('keys', () => {
  test('key name › text or base64, not both, and bounded › taken', () => {
    expect(fits(keyName, { text: '' })).toBe(true);
    expect(fits(keyName, { base64: '/wA=' })).toBe(true);
    expect(fits(keyName, { text: 'a'.repeat(1_048_576) })).toBe(true);
    expect(fits(keyName, { text: 'a'.repeat(1_048_577) })).toBe(false);
    for (const other of [{ text: 'a', base64: 'YQ==' }, {}, { base64: '***' }, 'a', null, { text: 1 }])
      expect(fits(keyName, other), JSON.stringify(other)).toBe(false);
  });

  test.each([
    [{ kind: 'instance', instance: 'main' }, true],
    [{ kind: 'backup', instance: 'main', name: 'one' }, true],
    [{ kind: 'backup', instance: 'main', name: '../one' }, false],
    [{ kind: 'backup', instance: '../main', name: 'one' }, false],
    [{ kind: 'file', path: '' }, false],
    [{ kind: 'file', path: 'a'.repeat(4097) }, false],
    [{ kind: 'upload', upload: 'a'.repeat(65) }, false],
    [{ kind: 'instance', instance: 'main', path: '/etc/passwd' }, false],
    [{ kind: 'http', url: 'http://x' }, false],
  ])('source of keys › %o › taken: %s', (source, taken) => expect(fits(keySource, source)).toBe(taken));
});

describe('schedules', () => {
  test.each(['24:00', '9:00', '09:60', '09:00:00', '', ' 09:00', '09:00\n', '٠٩:٠٠'])(
    'time of day › %j › refused',
    (at) => expect(fits(scheduleTime, { kind: 'daily', at })).toBe(false),
  );

  test.each([
    [{ kind: 'hours', every: 0 }, false],
    [{ kind: 'hours', every: 720 }, true],
    [{ kind: 'hours', every: 721 }, false],
    [{ kind: 'hours', every: 1.5 }, false],
    [{ kind: 'weekly', day: 7, at: '09:00' }, false],
    [{ kind: 'weekly', day: -1, at: '09:00' }, false],
    [{ kind: 'cron', text: '*'.repeat(201) }, false],
    [{ kind: 'cron', text: '' }, true],
  ])('schedule time › %o › taken: %s', (when, taken) => expect(fits(scheduleTime, when)).toBe(taken));
});

describe('settings', () => {
  const change = (changes: Record<string, unknown>) => ({ kind: 'changes', changes });
  test.each(['', 'max memory', 'maxmemory\nbind', '1abc', '-x', 'a'.repeat(65), 'a.b'])(
    'directive › %j › refused',
    (name) => expect(fits(settingsChangeRequest, change(JSON.parse(`{${JSON.stringify(name)}: "1"}`)))).toBe(false),
  );

  test('directive › a member of every object › no object gets another prototype', () => {
    const parsed = settingsChangeRequest.parse(change(JSON.parse('{"__proto__": "1", "constructor": "2"}')));
    expect(parsed).toMatchObject({ changes: { constructor: '2' } });
    expect(Object.getPrototypeOf((parsed as { changes: object }).changes)).toBe(Object.prototype);
  });

  test('directive value › bounded, and null removes it › taken', () => {
    expect(fits(settingsChangeRequest, change({ maxmemory: null }))).toBe(true);
    expect(fits(settingsChangeRequest, change({ maxmemory: 'a'.repeat(65_536) }))).toBe(true);
    expect(fits(settingsChangeRequest, change({ maxmemory: 'a'.repeat(65_537) }))).toBe(false);
    expect(fits(settingsChangeRequest, change({ maxmemory: 1 }))).toBe(false);
    expect(fits(settingsChangeRequest, { kind: 'copy', from: 'main', directives: [] })).toBe(false);
    expect(fits(settingsChangeRequest, { kind: 'text', text: 'a'.repeat(1_000_001) })).toBe(false);
  });
});

describe('every input of the contract', () => {
  const inputs = Object.entries(contract).flatMap(([noun, calls]) =>
    Object.entries(calls as Record<string, { '~orpc': { inputSchema?: z.ZodType } }>).flatMap(([name, call]) => {
      const schema = call['~orpc'].inputSchema;
      return schema ? [[`${noun}.${name}`, schema] as const] : [];
    }),
  );

  test('inputs › the contract › has many', () => expect(inputs.length).toBeGreaterThan(50));

  test.each(inputs)('input › %s › anything › an answer, never an exception, and no object is changed', (_, schema) => {
    const key = fc.oneof(fc.constantFrom('id', 'instance', 'name', 'path', '__proto__', 'constructor'), fc.string());
    fc.assert(
      fc.property(fc.anything({ key, withNullPrototype: true, withDate: true, withMap: true }), (value) => {
        const result = schema.safeParse(value);
        // What is taken is taken again, as by the service behind another transport.
        if (result.success) expect(schema.safeParse(result.data).success).toBe(true);
      }),
      { numRuns: 60 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each([
    ['instances.start', instances.start, { id: '../x' }],
    ['instances.install', instances.install, { memory: 'a'.repeat(33) }],
    ['instances.install', instances.install, { runtime: 'podman' }],
    ['backups.create', backups.create, { instance: 'main', note: 'a'.repeat(501) }],
    ['backups.cleanup', backups.cleanup, { instance: 'main', count: -1 }],
    ['backups.cleanup', backups.cleanup, { instance: 'main', days: Number.NaN }],
    ['backups.flush', backups.flush, { instance: 'main', database: -1 }],
    ['backups.flush', backups.flush, { instance: 'main', database: 'ALL' }],
    ['backups.export', backups.export, { instance: 'main', name: 'one', path: '' }],
    ['schedules.save', schedules.save, { instance: null, when: { kind: 'daily', at: '03:00' } }],
    ['tenants.destroy', tenants.destroy, { id: 'main' }],
    ['tenants.create', tenants.create, { id: 'MAIN' }],
    ['logs.recent', logs.recent, { id: 'main', lines: 100_001 }],
    ['logs.recent', logs.recent, { id: 'main', filter: { regex: 'a'.repeat(1001) } }],
  ])('input › %s with one bad field › refused', (_, call, value) => {
    const schema = (call as unknown as { '~orpc': { inputSchema: z.ZodType } })['~orpc'].inputSchema;
    expect(fits(schema, value)).toBe(false);
  });

  test('input › left out where it has a default › the documented default', () => {
    expect(benchmarkInput.parse({ id: 'main' })).toMatchObject({ requests: 50_000, clients: 20, pipeline: 1 });
    expect(fits(benchmarkInput, { id: 'main', requests: 99 })).toBe(false);
    expect(fits(benchmarkInput, { id: 'main', tests: [] })).toBe(false);
    expect(fits(activityFilter, {})).toBe(true);
    expect(fits(alertSettings, {})).toBe(false);
  });
});
