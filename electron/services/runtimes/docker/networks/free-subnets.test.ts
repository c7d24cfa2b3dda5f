import { expect, test } from 'vitest';
import { freeSubnets } from './free-subnets.ts';

test('free subnets › engine networks and interfaces in use › first subnet without an overlap', () => {
  expect(freeSubnets([], [])[0]).toBe('10.213.0.0/28');
  expect(freeSubnets([], [])).toHaveLength(4096);
  expect(freeSubnets(['10.213.0.0/28', '172.17.0.0/16', 'fd00::/64', ''], ['10.213.0.20/28'])[0]).toBe(
    '10.213.0.32/28',
  );
  expect(freeSubnets(['10.213.0.0/17'], [])[0]).toBe('10.213.128.0/28');
  expect(freeSubnets(['10.0.0.0/8'], [])).toEqual([]);
});
