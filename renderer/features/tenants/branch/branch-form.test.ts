import { expect, test } from 'vitest';
import { branchLine, secondsOf } from './branch-form.ts';

test('branch line › instance and backup › the origin in the notation of the CLI', () => {
  expect(branchLine('try', { from: 'main', backup: null }, '24h')).toBe(
    'manage.sh --action create-client --client-id try --from main --expires 24h',
  );
  expect(branchLine('', { from: 'acme', backup: 'old' }, 'none')).toBe(
    'manage.sh --action create-client --client-id ID --from acme/old --expires none',
  );
});

test('lifetime › choices › seconds, or null for none', () => {
  expect([secondsOf('1h'), secondsOf('7d'), secondsOf('none')]).toEqual([3600, 604_800, null]);
});
