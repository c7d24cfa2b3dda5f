import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { environmentOf } from '../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { instancePaths } from '../platform/home/paths.ts';
import { requireProtectedPort } from './protected-port.ts';

function open(place: { readonly publishOn?: string; readonly deployment?: 'service' }, ...conf: readonly string[]) {
  const paths = instancePaths(environmentOf(temporaryFolder()), 'acme');
  mkdirSync(dirname(paths.configFile), { recursive: true });
  writeFileSync(paths.configFile, conf.join('\n'));
  return requireProtectedPort({ id: 'acme', engine: 'nuc', paths, ...place });
}

const protects = ['port 0', 'tls-port 6379', 'requirepass secret'];

test.each([{ publishOn: '192.168.1.7' }, { publishOn: '0.0.0.0' }, { deployment: 'service' as const }])(
  'open port › %j › accepted with TLS alone and a password',
  async (place) => {
    await open(place, ...protects);
    await expect(open(place, 'port 6379', 'requirepass secret')).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await expect(open(place, ...protects, 'port 6379')).rejects.toThrow('Keep TLS on and the plain port closed');
    await expect(open(place, ...protects, 'tls-port 0')).rejects.toThrow('Keep TLS on');
    await expect(open(place, 'port 0', 'tls-port 6379')).rejects.toThrow('set requirepass');
    await expect(open(place, '')).rejects.toThrow('Keep TLS on');
  },
);

test.each([{ publishOn: '127.0.0.1' }, { publishOn: '::1' }, {}])(
  'loopback or no port › %j › any settings',
  async (place) => {
    await open(place, 'port 6379');
  },
);

test('open port › where › in the message', async () => {
  await expect(open({ publishOn: '0.0.0.0' }, '')).rejects.toThrow('is open at every address of its machine');
  await expect(open({ publishOn: 'fd00::7' }, '')).rejects.toThrow('is open at fd00::7');
  await expect(open({ deployment: 'service' }, '')).rejects.toThrow('runs as a service of a swarm');
});
