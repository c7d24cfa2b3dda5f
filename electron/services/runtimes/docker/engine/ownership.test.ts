import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ContainerInfo } from 'dockerode';
import { describe, expect, test } from 'vitest';
import { containerName, instanceOf, type Owner } from './ownership.ts';
import { idOfEvent } from './watch-engine.ts';

const owner: Owner = {
  home: '/h/.vrooli',
  mainFolders: { data: null, config: null, logs: null },
  naming: { mainContainer: 'vrooli-redis-resource', mainNetwork: 'vrooli-resources', clientPrefix: 'vrooli-client' },
};

interface Shape {
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly data?: string;
  readonly volume?: string;
}

function container({ name, labels = {}, data, volume }: Shape): ContainerInfo {
  const mount = { Destination: '/data', Mode: '', RW: true, Propagation: '' };
  const Mounts = [
    ...(data ? [{ ...mount, Type: 'bind', Source: data }] : []),
    ...(volume ? [{ ...mount, Type: 'volume', Name: volume, Source: `/var/lib/docker/volumes/${volume}/_data` }] : []),
  ];
  return { Id: 'c0ffee', Names: [`/${name}`], Labels: labels, Mounts } as unknown as ContainerInfo;
}

const idOf = (shape: Shape, by: Owner = owner) => instanceOf(container(shape), by);

describe('ownership', () => {
  test('main › configured name with our label or folders › main', () => {
    expect(idOf({ name: 'vrooli-redis-resource', labels: { 'vrooli.home': '/h/.vrooli' } })).toBe('main');
    expect(idOf({ name: 'vrooli-redis-resource', data: '/h/.vrooli/redis/data' })).toBe('main');
    expect(idOf({ name: 'vrooli-redis-resource', data: '/elsewhere/.vrooli/redis/data' })).toBeNull();
    const chosen = { ...owner, mainFolders: { data: '/big/redis', config: null, logs: null } };
    expect(idOf({ name: 'vrooli-redis-resource', data: '/big/redis' }, chosen)).toBe('main');
  });

  test('main › data in a volume › main of the default home only', () => {
    const shape = { name: 'vrooli-redis-resource', volume: 'vrooli-redis-data' };
    expect(idOf(shape, { ...owner, home: join(homedir(), '.vrooli') })).toBe('main');
    expect(idOf(shape)).toBeNull();
  });

  test('main › renamed container with our label › main', () => {
    const labels = { 'vrooli.home': '/h/.vrooli', 'vrooli.resource': 'redis' };
    expect(idOf({ name: 'renamed', labels })).toBe('main');
    expect(idOf({ name: 'renamed', labels: { ...labels, 'vrooli.home': '/other' } })).toBeNull();
  });

  test('tenant › label, or name of either generation of scripts › its id', () => {
    const data = '/h/.vrooli/clients/a/redis/data';
    expect(idOf({ name: 'anything', labels: { 'vrooli.client': 'a', 'vrooli.resource': 'redis' }, data })).toBe('a');
    expect(idOf({ name: 'vrooli-client-a', data })).toBe('a');
    expect(idOf({ name: 'redis-client-a', data })).toBe('a');
    expect(idOf({ name: 'redis-client-a', data: '/x/clients/a/redis/data' })).toBeNull();
    expect(idOf({ name: 'vrooli-client-a' })).toBeNull();
  });

  test('tenant › another resource, or a name that is not an id › null', () => {
    const data = '/h/.vrooli/clients/a/postgres';
    expect(idOf({ name: 'pg', labels: { 'vrooli.client': 'a', 'vrooli.resource': 'postgres' }, data })).toBeNull();
    expect(idOf({ name: 'vrooli-client-main', data })).toBeNull();
    expect(idOf({ name: 'vrooli-client-A_b', data })).toBeNull();
    expect(idOf({ name: 'vrooli-client-a', data: '/h/.vrooli-other/x' })).toBeNull();
  });

  test('container name › links of other containers › own name', () => {
    expect(containerName({ Id: 'c0ffee', Names: ['/web/cache', '/real'] })).toBe('real');
  });
});

test('event › containers of this and other homes › only instances of this home', () => {
  const event = (Attributes: unknown) => ({ Type: 'container', Action: 'die', Actor: { ID: 'x', Attributes } });
  expect(idOfEvent(event({ name: 'vrooli-redis-resource' }), owner)).toBe('main');
  expect(idOfEvent(event({ name: 'x', 'vrooli.client': 'a' }), owner)).toBe('a');
  expect(idOfEvent(event({ name: 'x', 'vrooli.client': 'a', 'vrooli.home': '/other' }), owner)).toBeNull();
  expect(idOfEvent(event({ name: 'postgres' }), owner)).toBeNull();
  for (const odd of [null, 7, {}, { Actor: null }, event(null)]) expect(idOfEvent(odd, owner)).toBeNull();
});
