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

describe('an instance of this home', () => {
  test('is main by its name and our label, or by its name and its folders', () => {
    expect(idOf({ name: 'vrooli-redis-resource', labels: { 'vrooli.home': '/h/.vrooli' } })).toBe('main');
    expect(idOf({ name: 'vrooli-redis-resource', data: '/h/.vrooli/redis/data' })).toBe('main');
    expect(idOf({ name: 'vrooli-redis-resource', data: '/elsewhere/.vrooli/redis/data' })).toBeNull();
    const chosen = { ...owner, mainFolders: { data: '/big/redis', config: null, logs: null } };
    expect(idOf({ name: 'vrooli-redis-resource', data: '/big/redis' }, chosen)).toBe('main');
  });

  test('is main of the default home when its data is in a volume', () => {
    const shape = { name: 'vrooli-redis-resource', volume: 'vrooli-redis-data' };
    expect(idOf(shape, { ...owner, home: join(homedir(), '.vrooli') })).toBe('main');
    expect(idOf(shape)).toBeNull();
  });

  test('is main by our label when its name was another once', () => {
    const labels = { 'vrooli.home': '/h/.vrooli', 'vrooli.resource': 'redis' };
    expect(idOf({ name: 'renamed', labels })).toBe('main');
    expect(idOf({ name: 'renamed', labels: { ...labels, 'vrooli.home': '/other' } })).toBeNull();
  });

  test('is a tenant by its label, or by the names of either generation of scripts', () => {
    const data = '/h/.vrooli/clients/a/redis/data';
    expect(idOf({ name: 'anything', labels: { 'vrooli.client': 'a', 'vrooli.resource': 'redis' }, data })).toBe('a');
    expect(idOf({ name: 'vrooli-client-a', data })).toBe('a');
    expect(idOf({ name: 'redis-client-a', data })).toBe('a');
    expect(idOf({ name: 'redis-client-a', data: '/x/clients/a/redis/data' })).toBeNull();
    expect(idOf({ name: 'vrooli-client-a' })).toBeNull();
  });

  test('is not another resource of a client, nor a name that is no id', () => {
    const data = '/h/.vrooli/clients/a/postgres';
    expect(idOf({ name: 'pg', labels: { 'vrooli.client': 'a', 'vrooli.resource': 'postgres' }, data })).toBeNull();
    expect(idOf({ name: 'vrooli-client-main', data })).toBeNull();
    expect(idOf({ name: 'vrooli-client-A_b', data })).toBeNull();
    expect(idOf({ name: 'vrooli-client-a', data: '/h/.vrooli-other/x' })).toBeNull();
  });

  test('has the name without a slash in it, whatever links to it', () => {
    expect(containerName({ Id: 'c0ffee', Names: ['/web/cache', '/real'] })).toBe('real');
  });
});

test('an event is about an instance of this home by the same rules, and of no other home', () => {
  const event = (Attributes: unknown) => ({ Type: 'container', Action: 'die', Actor: { ID: 'x', Attributes } });
  expect(idOfEvent(event({ name: 'vrooli-redis-resource' }), owner)).toBe('main');
  expect(idOfEvent(event({ name: 'x', 'vrooli.client': 'a' }), owner)).toBe('a');
  expect(idOfEvent(event({ name: 'x', 'vrooli.client': 'a', 'vrooli.home': '/other' }), owner)).toBeNull();
  expect(idOfEvent(event({ name: 'postgres' }), owner)).toBeNull();
  for (const odd of [null, 7, {}, { Actor: null }, event(null)]) expect(idOfEvent(odd, owner)).toBeNull();
});
