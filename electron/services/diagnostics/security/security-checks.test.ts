import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { securityChecks } from './security-checks.ts';
import { deniedIn, foreignIn, gatherEvidence, type SecurityEvidence } from './security-evidence.ts';

const now = Date.parse('2026-11-29T12:00:00.000Z');

interface Options {
  readonly runtime?: RuntimeKind;
  readonly passwordSet?: boolean;
  readonly host?: string;
}

function evidence(
  { runtime = PROGRAMS, passwordSet = false, host = '127.0.0.1' }: Options = {},
  change: Partial<SecurityEvidence> = {},
): SecurityEvidence {
  return {
    status: { ...someStatus('main'), runtime, passwordSet, host, port: 6380 },
    settings: { bind: '127.0.0.1 -::1', protectedMode: true, tlsPort: false, plainPort: true },
    openAt: [],
    openOutside: null,
    tried: 1,
    denied: { count: 0, newest: null },
    foreignClients: [],
    ...change,
  };
}

const kept = { id: 'main', isScheduled: true, verifiedAt: '2026-11-28T12:00:00.000Z' };

function levels(found: SecurityEvidence, backup = kept): Record<string, string> {
  const checks = securityChecks([found], [backup], now);
  return Object.fromEntries(checks.map(({ id, level }) => [id.replace('security.', ''), level]));
}

describe('security checks', () => {
  test('security checks › no instance › no checks', () => {
    expect(securityChecks([], [])).toEqual([]);
  });

  test('security checks › a password, loopback only, backed up › all pass', () => {
    expect(levels(evidence({ passwordSet: true }))).toEqual({
      password: 'ok',
      bind: 'ok',
      'protected-mode': 'ok',
      tls: 'ok',
      firewall: 'ok',
      backups: 'ok',
      access: 'ok',
    });
  });

  test('security checks › a tenant that is a process without a password › a warning whose fix is its password', () => {
    const found = evidence();
    const tenant = { ...found, status: { ...found.status, id: 'acme' } };
    const [password] = securityChecks([found, tenant], [kept], now);
    expect(password).toMatchObject({ level: 'warn', remedy: { action: 'config', flags: { instance: 'acme' } } });
    const contained = {
      ...evidence({ runtime: CONTAINERS }),
      status: { ...found.status, id: 'acme', runtime: CONTAINERS },
    };
    expect(securityChecks([contained], [kept], now)[0]).toMatchObject({ level: 'info' });
  });

  test('security checks › no password on loopback › information with the fix, no failure', () => {
    const [password] = securityChecks([evidence()], [kept], now);
    expect(password).toMatchObject({ level: 'info', detail: expect.stringContaining('Every user') });
    expect(password?.fix).toContain('requirepass');
  });

  test('security checks › an open address that answers from outside, or not › a warning, or passed', () => {
    const open = evidence({ passwordSet: true }, { openAt: ['192.168.1.5', '10.0.0.1'] });
    const firewall = (openOutside: readonly string[] | null) =>
      securityChecks([{ ...open, openOutside }], [kept], now).find(({ id }) => id === 'security.firewall');
    expect(firewall(null)).toMatchObject({ level: 'warn', detail: expect.stringContaining('may still refuse') });
    expect(firewall(['10.0.0.1'])).toMatchObject({
      level: 'warn',
      detail: expect.stringMatching(/main at 10\.0\.0\.1:/),
    });
    expect(firewall(['10.0.0.1'])?.detail).not.toContain('192.168.1.5');
    expect(firewall([])).toMatchObject({ level: 'ok', detail: expect.stringContaining('192.168.1.5') });
  });

  test('security checks › no password and an address answers › fails and names the address', () => {
    const open = evidence({}, { openAt: ['192.168.1.5'] });
    expect(levels(open)).toMatchObject({ password: 'fail', bind: 'warn', tls: 'warn', firewall: 'warn' });
    expect(securityChecks([open], [kept], now)[0]?.detail).toContain('192.168.1.5');
  });

  test('security checks › bind of a container › counts for its published address only', () => {
    const inside = { bind: '* -::*', protectedMode: true, tlsPort: false, plainPort: true };
    expect(levels(evidence({ runtime: CONTAINERS }, { settings: inside })).bind).toBe('ok');
    expect(levels(evidence({ runtime: CONTAINERS, host: '0.0.0.0' }, { settings: inside })).bind).toBe('warn');
    expect(levels(evidence({}, { settings: inside })).bind).toBe('warn');
  });

  test('security checks › protected mode off in a container without a password › says that it would lock everybody out', () => {
    const off = { bind: '*', protectedMode: false, tlsPort: false, plainPort: true };
    const check = securityChecks([evidence({ runtime: CONTAINERS }, { settings: off })], [kept], now)[2];
    expect(check).toMatchObject({ id: 'security.protected-mode', level: 'info' });
    expect(check?.detail).toContain('refuse every client');
    expect(levels(evidence({}, { settings: off }))['protected-mode']).toBe('warn');
    expect(levels(evidence({ passwordSet: true }, { settings: off }))['protected-mode']).toBe('info');
  });

  test('security checks › only TLS is open to other computers › no warning about TLS', () => {
    const tls = { bind: '*', protectedMode: true, tlsPort: true, plainPort: false };
    expect(levels(evidence({ passwordSet: true }, { openAt: ['10.0.0.2'], settings: tls })).tls).toBe('ok');
  });

  test('security checks › backups › a late schedule warns, no schedule offers one', () => {
    const late = { ...kept, verifiedAt: '2026-11-20T12:00:00.000Z' };
    expect(levels(evidence(), late).backups).toBe('warn');
    const none = { ...kept, isScheduled: false };
    expect(levels(evidence(), none).backups).toBe('info');
    const check = securityChecks([evidence()], [{ ...none, verifiedAt: null }], now)[5];
    expect(check).toMatchObject({ level: 'warn', remedy: { action: 'schedule-backup', flags: { instance: 'main' } } });
  });

  test('security checks › schedules that cannot be read › warns, and claims nothing about backups', () => {
    expect(securityChecks([evidence()], null, now)[5]).toMatchObject({ id: 'security.backups', level: 'warn' });
  });

  test('security checks › refused accesses and foreign clients › both are named', () => {
    const denied = { count: 2, newest: 'auth AUTH by default' };
    const check = securityChecks([evidence({}, { denied, foreignClients: ['10.9.9.9'] })], [kept], now)[6];
    expect(check).toMatchObject({ id: 'security.access', level: 'warn' });
    expect(check?.detail).toContain('2 accesses');
    expect(check?.detail).toContain('10.9.9.9');
  });

  test('security checks › nothing could be read › says so instead of "in order"', () => {
    const unknown = evidence({}, { settings: null, denied: null, foreignClients: null, tried: 0 });
    expect(levels(unknown)).toMatchObject({ access: 'info', firewall: 'info' });
  });

  test('security checks › twenty instances › names five and counts the rest', () => {
    const many = Array.from({ length: 20 }, (_, at) => {
      const one = evidence();
      return { ...one, status: { ...one.status, id: `tenant-${at}` } };
    });
    expect(securityChecks(many, [], now)[0]?.detail).toContain('tenant-4 and 15 more');
  });
});

describe('evidence', () => {
  test('evidence › a port that answers on an address › only that address is open', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const deps = {
      settings: { describe: () => Promise.reject(new Error('unreadable')) },
      target: () => Promise.reject(new Error('refused')),
    };
    const status = { ...someStatus('main'), state: 'running' as const, port };
    const found = await gatherEvidence(deps, status, ['127.0.0.1', '127.0.0.2']);
    expect(found).toMatchObject({
      openAt: ['127.0.0.1'],
      tried: 2,
      settings: null,
      denied: null,
      foreignClients: null,
    });
  });

  test('evidence › settings › the running value counts, then redis.conf, then the default of Redis', async () => {
    const setting = (name: string, live: string | null, file: string | null, byDefault: string | null) => ({
      ...{ name, live, file, default: byDefault },
    });
    const settings = [
      setting('bind', '0.0.0.0', '127.0.0.1', '* -::*'),
      setting('protected-mode', null, 'no', 'yes'),
      setting('port', null, null, '6379'),
      setting('tls-port', null, null, '0'),
    ];
    const deps = {
      settings: { describe: () => Promise.resolve({ settings } as unknown as SettingsDocument) },
      target: () => Promise.reject(new Error('stopped')),
    };
    const found = await gatherEvidence(deps, { ...someStatus('main'), state: 'stopped' }, ['127.0.0.1']);
    expect(found.settings).toEqual({ bind: '0.0.0.0', protectedMode: false, tlsPort: false, plainPort: true });
    expect(found.tried).toBe(0);
  });

  test('evidence › replies of ACL LOG and CLIENT LIST › read, whatever a client calls itself', () => {
    expect(deniedIn([['count', '1', 'reason', 'auth', 'object', 'AUTH', 'username', 'bob']])).toEqual({
      count: 1,
      newest: 'auth AUTH by bob',
    });
    expect(deniedIn([])).toEqual({ count: 0, newest: null });
    expect(deniedIn(new Error('NOPERM'))).toBeNull();
    const list = [
      'id=1 addr=127.0.0.1:5000 laddr=127.0.0.1:6380 fd=8 name= age=1',
      'id=2 addr=/run/redis.sock:0 laddr=/run/redis.sock:0 fd=9 name= age=1',
      'id=3 addr=10.0.0.7:41 laddr=10.0.0.1:6380 fd=9 name=addr age=1',
      'id=4 addr=[fe80::7]:41 laddr=[fe80::1]:6380 fd=9 name= age=1',
      'id=5 addr=10.0.0.1:41 laddr=10.0.0.1:6380 fd=9 name= age=1',
    ].join('\n');
    expect(foreignIn(list, ['10.0.0.1'])).toEqual(['10.0.0.7', 'fe80::7']);
    expect(foreignIn(new Error('NOPERM'), [])).toBeNull();
  });
});
