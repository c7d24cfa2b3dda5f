import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MASK } from '../../../../shared/contract/settings.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { readConfFile, writeConfFile } from './conf-file.ts';
import { maskedText, unmaskedText } from './mask.ts';
import { parseRedisConf } from './redis-conf.ts';
import { plainSettings } from './settings-snapshot.ts';

const masked = (text: string) => maskedText(parseRedisConf(text));
const unmasked = (edited: string, before: string) => unmaskedText(edited, parseRedisConf(before));

test('the shown file › passwords of every directive › are masked, also in other cases and quotes', () => {
  const text =
    'REQUIREPASS "s3cret x"\nmasterauth \'s3cret\'\ntls-key-file-pass s3cret\nuser a on >s3cret #5ec2e7 ~* +@all\n';
  expect(masked(text)).not.toMatch(/s3cret|5ec2e7/);
  expect(masked(text)).toContain(`user a on >${MASK} #${MASK} ~* +@all`);
});

test('the shown file › comments, empty passwords and other lines › stay byte for byte', () => {
  const text = '# requirepass was here\nrequirepass ""\nuser a nopass ~*\n  port\t6380  \nbad "line\n';
  expect(masked(text)).toBe(text);
});

test('the shown file › a password that is a mask itself › is not lost', () => {
  const text = `requirepass ${MASK}\n`;
  expect(unmasked(masked(text), text)).toBe(text);
});

test('an edited file › unchanged masks › the secrets are byte for byte those of the file', () => {
  const texts = [
    'requirepass "a b"\n',
    "requirepass 'it\\'s'\n",
    '  requirepass   x  \r\nport 1\r\n',
    'user a on >one >two ~* +@all\nuser b on >three\n',
    'user a on "#hash with blank" ~*\n',
    'requirepass "\\xe9"\n',
  ];
  for (const text of texts) expect(unmasked(masked(text), text), text).toBe(text);
});

test('an edited file › other line ends, as from a text field › every line has those of the edited text', () => {
  const text = 'requirepass "a b"\r\nport 1\r\n';
  expect(unmasked(masked(text).replaceAll('\r\n', '\n'), text)).toBe('requirepass "a b"\nport 1\n');
});

test('an edited file › not UTF-8 › a password keeps its bytes', async () => {
  const path = join(temporaryFolder(), 'redis.conf');
  const bytes = Buffer.from('requirepass caf\xe9\nport 1\n', 'latin1');
  await writeConfFile({ path, encoding: 'latin1' }, bytes.toString('latin1'));
  const file = await readConfFile(path);
  if (file === null) throw new Error('no file');
  expect(file.encoding).toBe('latin1');
  const edited = masked(file.text).replace('port 1', 'port 2');
  await writeConfFile(file, unmaskedText(edited, parseRedisConf(file.text)));
  expect(await readConfFile(path)).toMatchObject({ text: 'requirepass caf\xe9\nport 2\n', encoding: 'latin1' });
});

test('an edited file › any passwords and other changes › only the changes remain', () => {
  const secret = fc.string({ unit: fc.constantFrom(...'ab "\'\\#é>*'), minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(secret, secret, fc.nat(9), (first, second, port) => {
      const line = (text: string) =>
        `"${[...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
      const text = `port 0\nrequirepass ${line(first)}\nuser a on ${line(`>${second}`)} ~*\n`;
      expect(unmasked(masked(text).replace('port 0', `port ${port}`), text)).toBe(
        text.replace('port 0', `port ${port}`),
      );
    }),
  );
});

test('an edited file › a new secret, or the line moved › the new one is written, the moved one is kept', () => {
  const before = 'requirepass old\nmasterauth m\nport 1\n';
  expect(unmasked(`port 1\nrequirepass new\nmasterauth ${MASK}\n`, before)).toBe(
    'port 1\nrequirepass new\nmasterauth m\n',
  );
  expect(unmasked(`user b on >${MASK}\nuser a on >${MASK}\n`, 'user a on >one\nuser b on >two\n')).toBe(
    'user b on >two\nuser a on >one\n',
  );
});

test('an edited file › other rules of a user change › its passwords stay', () => {
  const before = 'user a on >one >two ~* +@all\n';
  expect(unmasked(`user a off ~x:* >${MASK} >${MASK} +get\n`, before)).toBe('user a off ~x:* >one >two +get\n');
});

test.each([
  [`requirepass ${MASK}\n`, 'port 1\n', 1],
  [`# a\nuser c on >${MASK}\n`, 'user a on >one\n', 2],
  [`user a on >${MASK} >${MASK}\n`, 'user a on >one\n', 1],
])('an edited file › a mask without a secret behind it › is refused with its line', (edited, before, line) => {
  expect(() => unmasked(edited, before)).toThrow(
    expect.objectContaining({ code: 'BAD_VALUE', data: expect.objectContaining({ line, field: `line ${line}` }) }),
  );
});

test('an edited file › the mask as an ordinary value › stays text', () => {
  expect(unmasked(`logfile ${MASK}\n`, '')).toBe(`logfile ${MASK}\n`);
});

test('a missing file › read › is null, and a folder is an error', async () => {
  const folder = temporaryFolder();
  expect(await readConfFile(join(folder, 'none.conf'))).toBeNull();
  mkdirSync(join(folder, 'redis.conf'));
  await expect(readConfFile(join(folder, 'redis.conf'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('the settings of a backup › secrets in any form › are left out', () => {
  const text = [
    'requirepass s3cret',
    'user a on >s3cret',
    'masteruser s3cret',
    'TLS-KEY-FILE-PASS s3cret',
    'x-module-password s3cret',
    'sentinel-pass s3cret',
    'port 6380',
  ].join('\n');
  expect(plainSettings(parseRedisConf(text))).toEqual({ port: '6380' });
});

test('the settings of a backup › repeated lines › have the value that the server uses', () => {
  const settings = (text: string) => plainSettings(parseRedisConf(text));
  expect(settings('save 900 1\nsave 300 10\n')).toEqual({ save: '900 1 300 10' });
  expect(settings('save 900 1\nsave ""\n')).toEqual({ save: '' });
  expect(settings('save 900 1\nsave ""\nsave 5 1\n')).toEqual({ save: '5 1' });
  expect(settings('timeout 1\ntimeout 2\n')).toEqual({ timeout: '2' });
  expect(settings('client-output-buffer-limit normal 1 1 1\nclient-output-buffer-limit pubsub 2 2 2\n')).toEqual({
    'client-output-buffer-limit': 'normal 1 1 1 pubsub 2 2 2',
  });
  expect(settings('slave-priority 1\nreplica-priority 2\n')).toEqual({ 'replica-priority': '2' });
});
