import { describe, expect, test } from 'vitest';
import { kinds } from '../kinds/kinds.ts';
import { checkedResources } from './request.ts';

const names = (...resources: readonly string[]) => checkedResources(resources).map(({ name }) => name);

describe('a request for services', () => {
  test('any order, spaces and capitals › the kinds in the order of their creation', () => {
    expect(names('minio', ' Redis ', 'POSTGRES')).toEqual(['postgres', 'minio']);
    expect(names('redis')).toEqual([]);
    expect(names('redis', ...kinds.map(({ name }) => name))).toEqual(kinds.map(({ name }) => name));
  });

  test.each([
    [[], /the list is empty/],
    [[''], /the list is empty/],
    [['redis', ''], /a name between two commas is empty/],
    [['redis', 'mysql'], /"mysql" is not a service of this app\. Choose from redis, /],
    [['redis', 'minio', 'MinIO'], /"MinIO" is named twice/],
    [['postgres'], /redis is missing/],
    [['redis', '../x'], /is not a service/],
    [['redis', '__proto__'], /is not a service/],
  ])('%j › BAD_VALUE', (resources, message) => {
    expect(() => checkedResources(resources)).toThrow(message);
    expect(() => checkedResources(resources)).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }));
  });
});

describe('kinds', () => {
  test.each(kinds.map((kind) => [kind.name, kind] as const))(
    '%s › its container gets no secret, and its files have the names that it expects',
    (_, kind) => {
      const secrets = kind.secrets();
      const variables = kind.container.environment;
      for (const value of Object.values(secrets).filter((secret) => secret.length > 8))
        expect(JSON.stringify(variables)).not.toContain(value);
      const named = Object.entries(variables).filter(([name]) => name.endsWith('_FILE'));
      expect(named.length).toBeGreaterThan(0);
      for (const [, file] of named) expect(Object.keys(secrets)).toContain(file.replace('/run/secrets/', ''));
    },
  );

  test('new secrets › differ each time', () => {
    for (const kind of kinds) expect(kind.secrets()).not.toEqual(kind.secrets());
  });

  test('names of kinds and ports › unique, because folders and port owners use them', () => {
    const ports = kinds.flatMap(({ ports }) => ports.map(({ name }) => name));
    expect(new Set(ports).size).toBe(ports.length);
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    for (const { name } of kinds) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/);
  });
});
