import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type IndexHost, isComplete, type RdbSpec } from '../../electron/services/keyspace/host/index-host.ts';
import { startWorker } from '../../electron/services/keyspace/host/worker-host.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { rdbEntry, rdbFile, rdbText } from '../support/rdb-bytes.ts';
import { waitFor } from '../support/wait-for.ts';

let folder = '';
let program = '';
/** The modules that the program loads before it does anything. */
let loaded: readonly string[] = [];

// Vitest runs sources, but a worker of Node needs a built file.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-worker-`));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'electron/services/keyspace/host/index-worker.ts',
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  program = join(folder, 'worker.mjs');
  loaded = modulesOf(built, 'worker.mjs');
});

/** The modules of a chunk and of the chunks that it imports. */
function modulesOf(built: Awaited<ReturnType<typeof build>>, entry: string): readonly string[] {
  if (!('output' in built)) throw new Error('the build has no single output');
  const chunks = new Map(built.output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one]] : [])));
  const names = new Set([entry]);
  for (const name of names) for (const next of chunks.get(name)?.imports ?? []) names.add(next);
  return [...names].flatMap((name) => chunks.get(name)?.moduleIds ?? []);
}
afterAll(() => rm(folder, { recursive: true, force: true }));

function specOf(path: string): RdbSpec {
  return { kind: 'rdb', path, unzipTo: null, isWhole: false, warnings: ['first'] };
}

function open(file: string, spec: RdbSpec): IndexHost {
  const host = startWorker(file, spec);
  onTestFinished(() => host.close());
  return host;
}

it('index worker › a file › the same answers as in this process, and its end', async () => {
  const write = await fieldFolder();
  const entries = Array.from({ length: 500 }, (_, at) => rdbEntry(0, `user:${at}`, rdbText('x')));
  const host = open(program, specOf(await write('dump.rdb', rdbFile('REDIS0003', ...entries))));
  await waitFor('the keys', () => isComplete(host.state));
  expect(host.state).toMatchObject({ phase: 'ready', keys: 500, warnings: ['first'], checksum: 'absent' });
  const folderPage = await host.folder({ database: 0, separator: ':', offset: 0, limit: 10 });
  expect(folderPage.folders).toMatchObject([{ prefix: { text: 'user:' }, keys: 500 }]);
  const list = { filter: { database: 'all' as const }, sort: 'key' as const, offset: 0, limit: 3 };
  expect((await host.list(list)).items.map(({ key }) => key)).toEqual(
    ['0', '1', '10'].map((at) => ({ text: `user:${at}` })),
  );
  expect(await host.find({ database: 0, key: { text: 'user:7' } })).toMatchObject({ item: { type: 'string' } });
  expect(await host.find({ database: 0, key: { text: 'none' } })).toBeNull();
  const regex = { kind: 'regex' as const, text: '(' };
  const refused = host.list({ ...list, filter: { database: 'all', search: regex } });
  await expect(refused).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'search' } });
  await host.close();
  await expect(host.list(list)).rejects.toThrow('closed');
});

it('index worker › a regular expression that never ends › refused in time, and the index still answers', async () => {
  const write = await fieldFolder();
  const key = 'a'.repeat(40);
  const host = open(program, specOf(await write('dump.rdb', rdbFile('REDIS0003', rdbEntry(0, key, rdbText('x'))))));
  await waitFor('the keys', () => isComplete(host.state));
  const page = { sort: 'key' as const, offset: 0, limit: 3 };
  const endless = { database: 'all' as const, search: { kind: 'regex' as const, text: '^(a+)+$b' } };
  const slow = host.list({ ...page, filter: endless });
  await expect(slow).rejects.toMatchObject({ code: 'BAD_VALUE', message: expect.stringContaining('longer than') });
  expect(await host.list({ ...page, filter: { database: 'all' } })).toMatchObject({ total: 1 });
});

it('index worker › its thread dies › every question fails with what to do', async () => {
  const dying = join(folder, 'dying.mjs');
  const text = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => { throw new Error('out of memory'); });`;
  await writeFile(dying, text);
  const host = open(dying, specOf('/none'));
  const lost = 'The index of these keys was lost: out of memory. Open the source again.';
  await expect(host.analysis({ database: 'all', separator: ':' })).rejects.toThrow(lost);
  expect(host.isLost).toBe(true);
  expect(host.state).toMatchObject({ phase: 'failed', problem: lost });
  await expect(host.find({ database: 0, key: { text: 'a' } })).rejects.toThrow(lost);
});

it('index worker › its start › loads no schemas, which take as long as the rest of it', () => {
  expect(loaded.some((id) => id.endsWith('index-session.ts'))).toBe(true);
  expect(loaded.filter((id) => id.includes('/zod/'))).toEqual([]);
});
