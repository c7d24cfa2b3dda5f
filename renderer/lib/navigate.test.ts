import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDrawerRoute, navigateTo, openInstanceId } from './navigate.ts';

const page = { location: { hash: '' } };

beforeEach(() => {
  page.location.hash = '';
  vi.stubGlobal('window', page);
});
afterEach(() => vi.unstubAllGlobals());

function openedAt(hash: string): string | null {
  page.location.hash = hash;
  return openInstanceId();
}

describe('openInstanceId', () => {
  const views = ['instances', 'backups', 'charts', 'activity', 'settings', 'logs', 'keys', 'key-history', 'console'];
  test.each([...views, 'integration'])('openInstanceId › page of one instance under %s › its id', (view) =>
    expect(openedAt(`#/${view}/acme`)).toBe('acme'),
  );

  test.each(['', '#', '#/', '#/instances', '#/instances/', '#/tenants/acme', '#/tenants/new', '#/install'])(
    'openInstanceId › page without an instance (%s) › null',
    (hash) => expect(openedAt(hash)).toBeNull(),
  );

  test('openInstanceId › subpage or search parameters › do not belong to the id', () => {
    expect(openedAt('#/keys/acme/pre-deploy?database=0')).toBe('acme');
    expect(openedAt('#/charts/acme?tab=commands')).toBe('acme');
  });

  test('openInstanceId › encoded id › decoded', () => {
    expect(openedAt('#/instances/a%20b')).toBe('a b');
  });

  test.each(['#/instances/%', '#/charts/%E0%A4%A', '#/logs/100%'])(
    'openInstanceId › link with a broken escape (%s) › the text itself, without an exception',
    (hash) => expect(openedAt(hash)).toBe(hash.split('/')[2]),
  );
});

test.each([
  ['#/tenants/isolation', '/tenants'],
  ['#/machines/isolation', '/machines'],
])('closeDrawerRoute › %s › %s', (hash, view) => {
  page.location.hash = hash;
  closeDrawerRoute();
  expect(page.location.hash).toBe(view);
});

test('navigateTo › a route › becomes the hash of the page', () => {
  navigateTo('/instances/main');
  expect(page.location.hash).toBe('/instances/main');
});
