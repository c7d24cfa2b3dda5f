import { expect, test } from 'vitest';
import { autostartEntry, autostartFolder } from './autostart.ts';

test('autostartEntry › a path with signs of the shell › quoted as desktop entries are', () => {
  const entry = autostartEntry('/opt/a "b" $c 100%/app', 'Redis');
  expect(entry).toContain('Exec="/opt/a \\\\"b\\\\" \\\\$c 100%%/app" --hidden\n');
  expect(entry.split('\n')).toContain('Name=Redis');
});

test('autostartFolder › $XDG_CONFIG_HOME › there, else in the home', () => {
  expect(autostartFolder({ XDG_CONFIG_HOME: '/cfg' })).toBe('/cfg/autostart');
  expect(autostartFolder({ XDG_CONFIG_HOME: '' })).toMatch(/[\\/]\.config[\\/]autostart$/);
});
