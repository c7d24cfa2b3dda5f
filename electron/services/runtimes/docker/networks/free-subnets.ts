import { networkInterfaces } from 'node:os';

export const ownRange = '10.213.0.0/16';

/** Used when the engine's own pools are exhausted: 4,096 networks of 16 addresses. */
const range = { first: ipToNumber('10.213.0.0'), count: 4096, prefix: 28 };

/**
 * The subnets of our range, in order, that overlap no engine network and no interface of this computer.
 * @param taken subnets in use, such as `10.213.0.0/28`; ignores other formats
 */
export function freeSubnets(
  taken: readonly string[],
  interfaces: readonly string[] = interfaceSubnets(),
): readonly string[] {
  const used = [...taken, ...interfaces].map(parseSubnet).filter((subnet) => subnet !== null);
  const size = 2 ** (32 - range.prefix);
  const free: string[] = [];
  for (let index = 0; index < range.count; index++) {
    const first = range.first + index * size;
    const last = first + size - 1;
    if (!used.some((other) => first <= other.last && other.first <= last))
      free.push(`${numberToIp(first)}/${range.prefix}`);
  }
  return free;
}

function interfaceSubnets(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).map(({ cidr }) => cidr).filter((cidr) => cidr !== null),
  );
}

function parseSubnet(text: string): { readonly first: number; readonly last: number } | null {
  const [, address, bits] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
  if (!address || !bits) return null;
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(ipToNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}

function ipToNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function numberToIp(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
