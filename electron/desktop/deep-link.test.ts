import { expect, test } from 'vitest';
import { routeOfLink } from './deep-link.ts';

test.each([
  ['vrooli-redis://instance/main', '/instances/main'],
  ['vrooli-redis://instance/my-shop/', '/instances/my-shop'],
  ['vrooli-redis://tenants', '/tenants'],
  ['vrooli-redis://backups', '/backups'],
  ['vrooli-redis://backups/main', '/backups/main'],
  ['vrooli-redis://keys/main?prefix=user:', `/keys/main?prefix=${encodeURIComponent('"user:"')}`],
  ['vrooli-redis://keys/main?key=7', `/keys/main?key=${encodeURIComponent('"7"')}`],
  ['vrooli-redis://charts/main?at=2026-11-19T14:32', `/charts/main?at=${encodeURIComponent('"2026-11-19T14:32"')}`],
])('routeOfLink › %s › its place', (link, route) => {
  expect(routeOfLink(link)).toBe(route);
});

test.each([
  ['another scheme', 'https://instance/main'],
  ['an unknown place', 'vrooli-redis://uninstall/main'],
  ['a property of every object', 'vrooli-redis://constructor/main'],
  ['an instance that is no id', 'vrooli-redis://instance/..%2f..'],
  ['an instance with spaces', 'vrooli-redis://instance/a%20b'],
  ['no instance where one is needed', 'vrooli-redis://instance'],
  ['an instance where none belongs', 'vrooli-redis://tenants/main'],
  ['a further part', 'vrooli-redis://instance/main/stop'],
  ['an unknown parameter', 'vrooli-redis://instance/main?action=stop'],
  ['a file', 'vrooli-redis://keys/main?file=/etc/passwd'],
  ['control characters', 'vrooli-redis://keys/main?prefix=%0aFLUSHALL'],
  ['a very long value', `vrooli-redis://keys/main?prefix=${'x'.repeat(513)}`],
  ['a very long link', `vrooli-redis://instance/${'x'.repeat(3000)}`],
  ['a hash', 'vrooli-redis://instance/main#/settings/main'],
  ['a user', 'vrooli-redis://me:word@instance/main'],
  ['a port', 'vrooli-redis://instance:80/main'],
  ['no URL', 'vrooli-redis:'],
  ['nothing', ''],
])('routeOfLink › %s › refused', (_name, link) => {
  expect(routeOfLink(link)).toBeNull();
});
