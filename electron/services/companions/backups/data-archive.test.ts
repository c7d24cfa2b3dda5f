import {
  chmodSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { packFolder, unpackFolder } from './data-archive.ts';

const running = new AbortController().signal;
const silent = { signal: running, progress: () => undefined };

async function tarOf(file: string, header: Parameters<tar.Pack['entry']>[0], content = ''): Promise<void> {
  const pack = tar.pack();
  pack.entry(header, content);
  pack.finalize();
  await pipeline(pack as unknown as Readable, createWriteStream(file));
}

describe('archive of a data folder', () => {
  test('files, empty ones and folders › the same bytes and modes; links and sockets are left out', async () => {
    const root = temporaryFolder();
    const [from, to, file] = [join(root, 'from'), join(root, 'to'), join(root, 'data.tar')];
    mkdirSync(join(from, 'a/b'), { recursive: true });
    mkdirSync(join(from, 'empty'));
    mkdirSync(to);
    writeFileSync(join(from, 'a/b/large'), Buffer.alloc(300_000, 7));
    writeFileSync(join(from, 'a/nothing'), '');
    writeFileSync(join(from, 'ümlaut and space'), 'x');
    chmodSync(join(from, 'a/nothing'), 0o640);
    symlinkSync('/etc/passwd', join(from, 'link'));
    const seen: number[] = [];
    await packFolder(from, file, { signal: running, progress: (bytes) => seen.push(bytes) });
    await unpackFolder(file, to, running);
    expect(readdirSync(to, { recursive: true }).sort()).toEqual(
      ['a', 'a/b', 'a/b/large', 'a/nothing', 'empty', 'ümlaut and space'].sort(),
    );
    expect(readFileSync(join(to, 'a/b/large'))).toEqual(Buffer.alloc(300_000, 7));
    expect(statSync(join(to, 'a/nothing')).mode & 0o777).toBe(0o640);
    expect(seen.at(-1)).toBe(300_001);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([['../outside'], ['/outside'], ['a/../../outside']])(
    'the name %s › refused, and nothing outside',
    async (name) => {
      const root = temporaryFolder();
      const to = join(root, 'inner/to');
      mkdirSync(to, { recursive: true });
      await tarOf(join(root, 'x.tar'), { name }, 'x');
      await expect(unpackFolder(join(root, 'x.tar'), to, running)).rejects.toThrow(/outside/);
      expect([existsSync(join(root, 'outside')), existsSync(join(root, 'inner/outside'))]).toEqual([false, false]);
    },
  );

  test('a link in the archive › refused', async () => {
    const root = temporaryFolder();
    await tarOf(join(root, 'x.tar'), { name: 'x', type: 'symlink', linkname: '/etc/passwd' });
    await expect(unpackFolder(join(root, 'x.tar'), root, running)).rejects.toThrow(/not a regular file/);
  });

  test('a truncated archive, and a file that is no archive › refused', async () => {
    const root = temporaryFolder();
    const from = join(root, 'from');
    mkdirSync(from);
    writeFileSync(join(from, 'a'), Buffer.alloc(10_000));
    await packFolder(from, join(root, 'x.tar'), silent);
    writeFileSync(join(root, 'cut.tar'), readFileSync(join(root, 'x.tar')).subarray(0, 4000));
    writeFileSync(join(root, 'none.tar'), 'no archive at all'.repeat(100));
    for (const name of ['cut', 'none']) {
      const to = join(root, `to-${name}`);
      mkdirSync(to);
      await expect(unpackFolder(join(root, `${name}.tar`), to, running), name).rejects.toThrow();
    }
  });

  test('a cancel, and a disk that fails › an error, and no endless wait', async () => {
    const root = temporaryFolder();
    const from = join(root, 'from');
    mkdirSync(from);
    writeFileSync(join(from, 'a'), Buffer.alloc(1_000_000));
    const aborted = AbortSignal.abort(new Error('cancelled'));
    await expect(packFolder(from, join(root, 'x.tar'), { ...silent, signal: aborted })).rejects.toThrow();
    await expect(packFolder(from, join(root, 'missing/x.tar'), silent)).rejects.toThrow(/ENOENT/);
  });
});
