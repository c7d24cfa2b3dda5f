import { expect, test } from 'vitest';
import { readStart } from './start-arguments.ts';

const packaged = (...args: readonly string[]) => readStart(['/opt/app', ...args], null, '/home/me');
const checkout = (...args: readonly string[]) =>
  readStart(['electron', '--no-sandbox', '/src', ...args], '/src', '/src');

test('readStart › no argument › the window at its current place', () => {
  const open = { kind: 'open', route: null };
  expect(packaged()).toEqual(open);
  expect(checkout()).toEqual(open);
  // Chromium adds switches to the arguments of a second start.
  expect(packaged('--original-process-start-time=1', '--allow-file-access-from-files')).toEqual(open);
});

test('readStart › a link › its place; an invalid one only opens the window', () => {
  expect(packaged('vrooli-redis://instance/main')).toEqual({ kind: 'open', route: '/instances/main' });
  expect(packaged('vrooli-redis://instance/main?stop=yes')).toEqual({ kind: 'open', route: null });
});

test('readStart › a file › its keys, relative to the folder of the start', () => {
  const route = (path: string) => `/keys?file=${encodeURIComponent(JSON.stringify(path))}`;
  expect(packaged('/data/a b.redis-backup')).toEqual({ kind: 'open', route: route('/data/a b.redis-backup') });
  expect(packaged('dump.rdb')).toEqual({ kind: 'open', route: route('/home/me/dump.rdb') });
  expect(packaged('notes.txt')).toEqual({ kind: 'open', route: null });
  expect(packaged('--dump.rdb')).toEqual({ kind: 'open', route: null });
});

test('readStart › arguments of the CLI › the CLI, with all arguments', () => {
  const args = ['--action', 'status', '--json'];
  expect(packaged(...args)).toEqual({ kind: 'terminal', args });
  expect(checkout(...args)).toEqual({ kind: 'terminal', args });
  expect(packaged('--action=status')).toMatchObject({ kind: 'terminal' });
  expect(packaged('--version')).toMatchObject({ kind: 'terminal' });
  // A command takes precedence over a link among its arguments.
  expect(packaged('--action', 'get', '--key', 'vrooli-redis://instance/main')).toMatchObject({ kind: 'terminal' });
});

test('readStart › at login › without a window', () => {
  expect(packaged('--hidden')).toEqual({ kind: 'hidden' });
  expect(packaged('--hidden', 'vrooli-redis://tenants')).toEqual({ kind: 'open', route: '/tenants' });
});
