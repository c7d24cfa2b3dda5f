import { expect, test } from 'vitest';
import { checkFix, checkLine } from './check-fix.ts';

const fixOf = (action: string | null, flags: Record<string, string> = {}) => checkFix({ remedy: { action, flags } });

test('fix of a check › an action with a command in the view › a button for its instance', () => {
  expect(fixOf('start', { instance: 'acme' })).toMatchObject({ command: 'instance.start', instance: 'acme' });
  expect(fixOf('repair-client', { 'client-id': 'acme' })).toMatchObject({ command: 'instance.repair' });
  expect(fixOf('config', { instance: 'main', memory: '1gb' })).toMatchObject({ command: 'instance.raise-memory' });
  expect(fixOf('config', { instance: 'main', set: 'requirepass=PASSWORD' })).toMatchObject({
    command: 'instance.set-password',
  });
});

test('fix of a check › a change that the user completes › opens its view', () => {
  expect(fixOf('install')).toMatchObject({ to: '/install' });
});

test('fix of a check › an action without a place in the view › only its CLI command', () => {
  expect(fixOf('cli', { instance: 'main' })).toBeNull();
  expect(checkLine({ remedy: { action: 'cli', flags: { instance: 'main' } } })).toBe(
    'manage.sh --action cli --instance main',
  );
  expect([checkFix({ remedy: null }), checkLine({})]).toEqual([null, null]);
});
