import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BackupModule } from '../../../shared/contract/backup.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { CONTAINERS, PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Catalogue } from '../instances/registry/catalogue.ts';
import { scratchModules } from './scratch-modules.ts';

const recorded = (file: string | null): BackupModule => ({ name: 'x', version: 1, file });

async function useInstance(runtime: RuntimeKind, ...lines: readonly string[]) {
  const root = temporaryFolder();
  const paths = Object.fromEntries(['data', 'config', 'logs'].map((name) => [name, join(root, name)]));
  for (const path of Object.values(paths)) await mkdir(path);
  const configFile = join(root, 'config/redis.conf');
  await writeFile(configFile, `${lines.join('\n')}\n`);
  const instance = { id: 'main', paths: { ...paths, configFile }, entry: null, record: { runtime } };
  const catalogue = { one: async (id: string) => (id === 'main' ? instance : null) } as unknown as Catalogue;
  return {
    root,
    place: async (path: string) => writeFile(join(root, path), ''),
    of: (modules: readonly BackupModule[] | null, id = 'main') =>
      scratchModules({ catalogue }, { instance: id, recorded: modules }),
  };
}

test('scratch modules › a program › the lines of redis.conf with absolute paths and arguments', async () => {
  const { root, place, of } = await useInstance(PROGRAMS, 'loadmodule ./a.so one "two words"', 'loadmodule /gone.so');
  await place('data/a.so');
  const expected = [['loadmodule', join(root, 'data/a.so'), 'one', 'two words']];
  expect(await of(null)).toEqual({ runtime: PROGRAMS, lines: expected, mounts: [] });
});

test('scratch modules › recorded ones › that redis.conf no longer names are loaded while their file exists', async () => {
  const { root, place, of } = await useInstance(PROGRAMS);
  await place('old.so');
  expect((await of([recorded(join(root, 'old.so')), recorded('/gone.so'), recorded(null)]))?.lines).toEqual([
    ['loadmodule', join(root, 'old.so')],
  ]);
});

test('scratch modules › a container › its files are mounted at their paths, those of the image are not', async () => {
  const { root, place, of } = await useInstance(CONTAINERS, 'loadmodule /data/a.so', 'loadmodule /opt/b.so');
  await place('data/a.so');
  const found = await of([recorded('/opt/c.so')]);
  expect(found?.lines.map(([, file]) => file)).toEqual(['/data/a.so', '/opt/b.so', '/opt/c.so']);
  expect(found?.mounts).toEqual([
    { type: 'bind', source: join(root, 'data/a.so'), target: '/data/a.so', readOnly: true },
  ]);
});

test('scratch modules › none, a part of the server, an unknown instance › none', async () => {
  const { of } = await useInstance(PROGRAMS, 'loadmodule /a.so');
  expect(await of([])).toBeNull();
  expect(await of([recorded(null)])).toBeNull();
  expect(await of(null)).toBeNull();
  expect(await of(null, 'acme')).toBeNull();
});
