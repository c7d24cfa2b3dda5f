import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectNames } from './object-names.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const label = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

test('object names › an ordinary id › readable', () => {
  expect(objectNames('acme-corp')).toEqual({
    base: 'redis-acme-corp',
    headless: 'redis-acme-corp-headless',
    config: 'redis-acme-corp-config',
    secret: 'redis-acme-corp-auth',
    backup: 'redis-acme-corp-backup',
    backupVolume: 'redis-acme-corp-backups',
  });
});

test.each(['my_tenant', 'Acme', '-x-', 'ä', 'a'.repeat(40), `${'a'.repeat(36)}-b-c`])(
  'object names › %s › valid labels, with a hash',
  (id) => {
    const { base } = objectNames(id);
    expect(base).toMatch(/^redis-[a-z0-9-]*-?[0-9a-f]{8}$/);
    expect(base).not.toContain('--');
  },
);

test('object names › ids that differ in a replaced character › different names', () => {
  const bases = ['my_tenant', 'my-tenant', 'my.tenant', 'MY-TENANT'].map((id) => objectNames(id).base);
  expect(new Set(bases).size).toBe(bases.length);
});

test('object names › any id › labels within 52 characters, which a CronJob and a StatefulSet allow', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (id) => {
      for (const name of Object.values(objectNames(id))) {
        expect(name).toMatch(label);
        expect(name.length).toBeLessThanOrEqual(52);
      }
    }),
  );
});
