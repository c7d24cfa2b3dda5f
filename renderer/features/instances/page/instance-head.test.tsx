import { expect, test } from 'vitest';
import { someStatus } from '../../../../test/support/some-status.ts';
import { factsOf } from './instance-head.tsx';

test('facts of an instance › on another machine › the name of the machine', () => {
  const status = someStatus('acme', { runtime: 'process' });
  expect(factsOf(status)).not.toContain(' on ');
  expect(factsOf({ ...status, engine: 'build-01' })).toContain('on build-01 ·');
});
