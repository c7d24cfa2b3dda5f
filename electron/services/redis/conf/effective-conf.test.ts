import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { type ConfPlace, confPlaceOfFile } from './conf-place.ts';
import { fileValue } from './conf-values.ts';
import { effectiveConf, flattened, readEffectiveConf, readEffectiveConfNow } from './effective-conf.ts';
import { placeOfLine } from './line-place.ts';
import { formatRedisConf, parseRedisConf } from './redis-conf.ts';
import { unreadIncludes } from './unread-includes.ts';

/** Files of a temporary folder; `redis.conf` is the first one. `FOLDER` in a text becomes its path. */
function written(files: Readonly<Record<string, string>>, change: Partial<ConfPlace> = {}) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.replaceAll('FOLDER', folder));
  }
  const place = { ...confPlaceOfFile(join(folder, 'redis.conf')), ...change };
  const read = () => readEffectiveConfNow(place);
  const conf = read();
  if (conf === null) throw new Error('no redis.conf');
  const shown = unreadIncludes(conf).map((line) => line.replaceAll(folder, 'FOLDER'));
  return { folder, place, conf, read, shown, value: (name: string) => fileValue(conf, name) };
}

test('an include › a line before and after it › the last line in reading order counts', () => {
  const { value, conf } = written({
    'redis.conf': 'maxmemory 1gb\ntimeout 1\ninclude FOLDER/a.conf\ntimeout 3\n',
    'a.conf': 'maxmemory 2gb\ntimeout 2\n',
  });
  expect([value('maxmemory'), value('timeout')]).toEqual(['2gb', '3']);
  expect(conf.unread).toEqual([]);
});

test('an include › a relative path › starts at the working directory, also after a `dir` line', () => {
  const { value } = written({
    'redis.conf': 'include a.conf\ndir sub\ninclude b.conf\n',
    'a.conf': 'timeout 1\n',
    'sub/b.conf': 'databases 2\ninclude c.conf\n',
    'sub/c.conf': 'hz 20\n',
  });
  expect([value('timeout'), value('databases'), value('hz')]).toEqual(['1', '2', '20']);
});

test('the place of a line › in an included file › names that file and its line', () => {
  const { conf, place, folder } = written({
    'redis.conf': '# head\ninclude a.conf\nport 1\n',
    'a.conf': '\n\ntimeout 5\n',
  });
  expect(placeOfLine(conf, place, 'timeout')).toBe(`${join(folder, 'a.conf')}, line 3,`);
  // Lines of included files do not count in redis.conf.
  expect(placeOfLine(conf, place, 'port')).toBe('redis.conf, line 3,');
  expect(placeOfLine(conf, place, 'hz')).toBe('redis.conf');
});

test('an include › of itself, directly or through a link › is reported and ends', () => {
  const { shown } = written({ 'redis.conf': 'include redis.conf\ninclude a.conf\n', 'a.conf': 'include redis.conf\n' });
  expect(shown).toEqual([
    'redis.conf, line 1, includes redis.conf, which includes itself',
    'FOLDER/a.conf, line 1, includes redis.conf, which includes itself',
  ]);
  const { folder, read } = written({ 'redis.conf': 'include next/a.conf\n', 'a.conf': 'include next/a.conf\n' });
  mkdirSync(join(folder, 'x'));
  symlinkSync(folder, join(folder, 'next'));
  writeFileSync(join(folder, 'a.conf'), 'dir next\ninclude next/a.conf\n');
  expect(read()?.unread.map(({ reason }) => reason)).toEqual(['includes itself']);
});

test('an include › many files that include many files › ends with a reason instead of millions of reads', () => {
  const twice = (name: string) => `include ${name}.conf\ninclude ${name}.conf\n`;
  const chain = Array.from({ length: 12 }, (_, index) => [`f${index}.conf`, twice(`f${index + 1}`)] as const);
  const { conf } = written({ 'redis.conf': twice('f0'), ...Object.fromEntries(chain), 'f12.conf': 'timeout 1\n' });
  expect(conf.unread.at(-1)?.reason).toBe('is one of more than 1,000 included files');
  expect(conf.visited.length).toBeLessThan(1100);
});

test('an include › missing, a folder, or with zero bytes › each is reported with its own reason', () => {
  const { shown, value } = written({
    'redis.conf': 'include none.conf\ninclude sub\ninclude zero.conf\ntimeout 7\n',
    'sub/x': '',
    'zero.conf': 'timeout 1\n\0\0',
  });
  expect(shown).toHaveLength(3);
  expect(shown[0]).toBe('redis.conf, line 1, includes none.conf, which does not exist');
  expect(shown[1]).toContain('includes sub, which cannot be read: it is a folder');
  expect(shown[2]).toContain('includes zero.conf, which cannot be read: it holds zero bytes');
  expect(value('timeout')).toBe('7');
});

test('an include › a pattern › reads the matching files in order, and none is no problem', () => {
  const { value, conf, shown } = written({
    'redis.conf': 'include conf.d/*.conf\ninclude none.d/*.conf\ninclude */only-in-one.conf\n',
    'conf.d/10.conf': 'timeout 10\nhz 10\n',
    'conf.d/20.conf': 'timeout 20\n',
    'conf.d/.30.conf': 'timeout 30\n',
    'other/only-in-one.conf': 'databases 4\n',
  });
  expect([value('timeout'), value('hz'), value('databases')]).toEqual(['20', '10', '4']);
  expect([conf.unread, shown]).toEqual([[], []]);
});

test('an include › with two arguments or none › is left to Redis, which refuses the line', () => {
  const { conf, value } = written({ 'redis.conf': 'include a.conf b.conf\ninclude\n', 'a.conf': 'timeout 1\n' });
  expect([conf.unread, value('timeout')]).toEqual([[], null]);
});

test('a container › a path outside of its mounts › cannot be read here, and one in a mount is translated', () => {
  const data = temporaryFolder();
  mkdirSync(join(data, 'sub'));
  writeFileSync(join(data, 'sub/extra.conf'), 'timeout 9\n');
  const { shown, value, conf, place } = written(
    { 'redis.conf': 'include /etc/redis/own.conf\ninclude /data/../data/sub/extra.conf\ninclude sub/*.conf\n' },
    { cwd: '/data', mounts: [{ inside: '/data', here: data }] },
  );
  expect(shown).toEqual([
    'redis.conf, line 1, includes /etc/redis/own.conf, which is not in a folder that its container shares with this computer',
  ]);
  expect(value('timeout')).toBe('9');
  expect(placeOfLine(conf, place, 'timeout')).toBe('/data/sub/extra.conf, line 1,');
});

test('a container › a mount whose path is the start of another one › names the right path inside', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'data-extra'));
  writeFileSync(join(folder, 'data-extra/a.conf'), 'timeout 9\n');
  const { conf, place } = written(
    { 'redis.conf': 'include /extra/*.conf\n' },
    {
      cwd: '/data',
      mounts: [
        { inside: '/data', here: join(folder, 'data') },
        { inside: '/extra', here: join(folder, 'data-extra') },
      ],
    },
  );
  expect(placeOfLine(conf, place, 'timeout')).toBe('/extra/a.conf, line 1,');
});

test('the start command › arguments and defaults › arguments override the file, the file overrides defaults', () => {
  const { value, conf, place } = written(
    { 'redis.conf': 'timeout 2\nhz 2\n' },
    { args: ['--timeout', '3', '--save', '--Bind', '127.0.0.1', '::1'], defaults: ['--hz', '1', '--databases', '1'] },
  );
  expect([value('timeout'), value('hz'), value('databases'), value('bind')]).toEqual(['3', '2', '1', '127.0.0.1 ::1']);
  // Docker reports `--save ""` without its quotes.
  expect(value('save')).toBe('');
  expect(placeOfLine(conf, place, 'timeout')).toBe('The command that starts the server');
  expect(placeOfLine(conf, place, 'hz')).toBe('redis.conf, line 2,');
});

test('flattened › an unreadable include › stays, and a read one becomes a comment before its lines', () => {
  const { conf } = written({
    'redis.conf': 'include a.conf\ninclude none.conf\nport 1\n',
    'a.conf': 'timeout 1',
  });
  const text = formatRedisConf(flattened(conf));
  expect(text).toBe('# included\ntimeout 1\ninclude none.conf\nport 1\n');
  expect(fileValue(parseRedisConf(text), 'timeout')).toBe('1');
});

test('the read files › a new file in a folder of a pattern › is one of the paths to watch', () => {
  const { conf, folder } = written({
    'redis.conf': 'include conf.d/*.conf\ninclude none.conf\naclfile users.acl\n',
    'conf.d/a.conf': '',
  });
  const visited = conf.visited.map((path) => path.slice(folder.length + 1));
  expect(visited).toEqual(['redis.conf', 'conf.d', 'conf.d/a.conf', 'none.conf', 'users.acl']);
});

test('redis.conf itself › missing or unreadable › is null, or an error', async () => {
  const folder = temporaryFolder();
  const place = confPlaceOfFile(join(folder, 'redis.conf'));
  expect(await readEffectiveConf(place)).toBeNull();
  mkdirSync(place.file);
  await expect(readEffectiveConf(place)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a file that is not UTF-8 › unchanged › is written back with the same bytes', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'redis.conf');
  writeFileSync(path, Buffer.from('# caf\xe9\ntimeout 5\n', 'latin1'));
  const conf = effectiveConf(parseRedisConf(readFileSync(path, 'latin1')), confPlaceOfFile(path));
  expect(Buffer.from(formatRedisConf(conf), 'latin1')).toEqual(readFileSync(path));
});
