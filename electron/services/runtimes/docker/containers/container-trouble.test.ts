import type { ContainerInspectInfo } from 'dockerode';
import { expect, test } from 'vitest';
import { exitCodeOf, exitedNormally, isPortError, timestampOf, troubleOf } from './container-trouble.ts';

const never = '0001-01-01T00:00:00Z';
const ended = '2026-11-19T14:32:00.123456789Z';

const troubled = (state: Partial<ContainerInspectInfo['State']>, killedByUs = false) =>
  troubleOf(
    'c',
    {
      State: { Status: 'exited', Running: false, ExitCode: 0, Error: '', FinishedAt: ended, ...state },
    } as ContainerInspectInfo,
    killedByUs,
  );

test('container state › stopped, killed by this app, or never started › no problem', () => {
  for (const ExitCode of [0, 130, 143]) expect(troubled({ ExitCode })).toBeNull();
  expect(troubled({ ExitCode: 137 }, true)).toBeNull();
  expect(troubled({ Status: 'created', FinishedAt: never })).toBeNull();
});

test('container state › killed by another program › ended unexpectedly', () => {
  expect(troubled({ ExitCode: 137 })).toMatchObject({ code: 'CRASHED', since: '2026-11-19T14:32:00.123Z' });
});

test('container state › crashed, out of memory, restarting, paused, dead or port taken › names the problem and its fix', () => {
  expect(troubled({ ExitCode: 1 })).toMatchObject({ code: 'CRASHED', since: '2026-11-19T14:32:00.123Z' });
  expect(troubled({ ExitCode: 137, OOMKilled: true })?.code).toBe('OUT_OF_MEMORY');
  expect(troubled({ Status: 'restarting', Running: true, Restarting: true, ExitCode: 1 })?.message).toContain(
    'exit code 1',
  );
  expect(troubled({ Status: 'paused', Running: true, Paused: true })?.fix).toBe('Unpause it: docker unpause c');
  expect(troubled({ Status: 'dead' })?.fix).toContain('docker rm --force c');
  const portTaken =
    'driver failed programming external connectivity: Bind for 127.0.0.1:1 failed: port is already allocated';
  expect(troubled({ Status: 'created', ExitCode: 128, Error: portTaken })?.code).toBe('PORT_TAKEN');
});

test('exit code › status text of the list › parsed', () => {
  expect(exitCodeOf('Exited (137) 5 minutes ago')).toBe(137);
  expect(exitCodeOf('Restarting (1) Less than a second ago')).toBe(1);
  expect(exitCodeOf('Up 3 hours')).toBeNull();
  expect(exitedNormally('exited', 'Exited (0) 2 seconds ago')).toBe(true);
  expect(exitedNormally('exited', 'Exited (1) 2 seconds ago')).toBe(false);
});

test.each([
  'listen tcp4 127.0.0.1:6380: bind: address already in use',
  'Ports are not available: exposing port TCP 127.0.0.1:6380 -> 0.0.0.0:0',
  'Bind for 0.0.0.0:6380 failed: port is already allocated',
])('port error › "%s" › recognised', (said) => {
  expect(isPortError(said)).toBe(true);
  expect(isPortError('network x not found')).toBe(false);
});

test("timestamp › the engine's zero date › null", () => {
  expect([never, '', undefined].map(timestampOf)).toEqual([null, null, null]);
});
