import { expect, test } from 'vitest';
import { openAddress } from './published-address.ts';

const at = (...addresses: readonly (string | undefined)[]) =>
  Object.fromEntries(addresses.map((HostIp, port) => [`${6379 + port}/tcp`, [{ HostIp, HostPort: '7000' }]]));

test.each([
  ['no port', undefined, undefined],
  ['a port that is not published', { '6379/tcp': null }, undefined],
  ['the loopback', at('127.0.0.1'), '127.0.0.1'],
  ['an address of the machine', at('192.168.1.7'), '192.168.1.7'],
  ['no address', at(''), '0.0.0.0'],
  ['no address, as Podman writes it', at(undefined), '0.0.0.0'],
  ['the loopback and an address', at('127.0.0.1', '192.168.1.7'), '192.168.1.7'],
])('published address › %s › the one that is reached from outside', (_, bindings, address) => {
  expect(openAddress(bindings)).toBe(address);
});
