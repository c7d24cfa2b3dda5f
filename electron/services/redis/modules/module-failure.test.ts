import { expect, test } from 'vitest';
import { moduleFailure } from './module-failure.ts';

const at = '812:M 29 Nov 2026 16:32:18.909';
const aborting = `${at} # Can't load module from /m/a.so: server aborting\n`;

test.each([
  [
    'the linker',
    `${at} # Module /m/a.so failed to load: /m/a.so: wrong ELF class: ELFCLASS32\n${aborting}`,
    'wrong ELF class: ELFCLASS32',
  ],
  [
    'the mode of the file',
    `${at} # Module /m/a.so failed to load: It does not have execute permissions.\n${aborting}`,
    'its file is not executable, which Redis requires',
  ],
  [
    'another library',
    `${at} # Module /m/a.so does not export RedisModule_OnLoad() symbol. Module not loaded.\n${aborting}`,
    'it is a library but not a Redis module (RedisModule_OnLoad is missing)',
  ],
  [
    'the module itself, in its own words',
    `${at} * Server initialized\n${at} # <a> no licence.\n${at} # <a> giving up\n${at} # Module /m/a.so initialization failed. Module not loaded\n${aborting}`,
    'it refused to start: no licence; giving up',
  ],
  [
    'the module itself, without words',
    `${at} # <b> of another module\n${at} * Module 'b' loaded from /m/b.so\n${at} # Module /m/a.so initialization failed. Module not loaded\n${aborting}`,
    'it refused to start and gave no reason',
  ],
])('module failure › %s › the reason', (_, log, reason) => {
  expect(moduleFailure(log)).toEqual({ kind: 'load', file: '/m/a.so', reason });
});

test('module failure › a crash while loading › the file and the signal', () => {
  const log = `${at} # Redis 7.0.15 crashed by signal: 11, si_code: 1\n/lib/libc.so.6(+0x1)[0x7f]\n/m/a.so(RedisModule_OnLoad+0x28e)[0x7f]\n`;
  expect(moduleFailure(log)).toMatchObject({
    kind: 'load',
    file: '/m/a.so',
    reason: expect.stringContaining('signal 11'),
  });
});

test('module failure › data of a type that no module has › the type', () => {
  const key = `${at} # Internal error in RDB reading offset 0, function at rdb.c:2636 -> The RDB file contains module data I can't load: no matching module type 'ledger-v1'`;
  const aux = `${at} # The RDB file contains AUX module data I can't load: no matching module 'scan-ix-1'`;
  expect(moduleFailure(key)).toEqual({ kind: 'type', type: 'ledger-v1' });
  expect(moduleFailure(aux)).toEqual({ kind: 'type', type: 'scan-ix-1' });
});

test.each(['', `${at} # Bad file format reading the append only file`, `${at} # Redis 7.0.15 crashed by signal: 11`])(
  'module failure › any other end › none',
  (log) => expect(moduleFailure(log)).toBeNull(),
);
