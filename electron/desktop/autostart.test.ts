import { expect, test } from 'vitest';
import { autostartEntry, autostartFolder } from './autostart.ts';

test('autostartEntry › a path with shell characters › quoted as the desktop entry specification requires', () => {
  const entry = autostartEntry('/opt/a "b" $c 100%/app', 'Redis');
  expect(entry).toContain('Exec="/opt/a \\\\"b\\\\" \\\\$c 100%%/app" --hidden\n');
  expect(entry.split('\n')).toContain('Name=Redis');
});

test('autostartFolder › $XDG_CONFIG_HOME is set or not › below it, otherwise below the home folder', () => {
  expect(autostartFolder({ XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/autostart');
  expect(autostartFolder({ XDG_CONFIG_HOME: '' })).toMatch(/[\\/]\.config[\\/]autostart$/);
});
