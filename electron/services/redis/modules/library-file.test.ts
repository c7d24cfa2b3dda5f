import { expect, test } from 'vitest';
import { libraryHeader, machineName } from './library-file.ts';

/** The first bytes of an ELF file. */
function elf({ bits = 64, big = false, type = 3, machine = 62 } = {}): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head[4] = bits === 64 ? 2 : 1;
  head[5] = big ? 2 : 1;
  const write = (value: number, at: number) => (big ? head.writeUInt16BE(value, at) : head.writeUInt16LE(value, at));
  write(type, 16);
  write(machine, 18);
  return head;
}

function mach(type: number, kind: number): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt32LE(0xfeedfacf, 0);
  head.writeUInt32LE(type, 4);
  head.writeUInt32LE(kind, 12);
  return head;
}

test.each([
  ['x86-64', elf(), 'x86-64', 'library'],
  ['ARM, 64 bit', elf({ machine: 183 }), 'arm64', 'library'],
  ['big-endian', elf({ machine: 22, big: true }), 's390x', 'library'],
  ['32 bit on a 64-bit processor', elf({ bits: 32 }), 'x86-64 (32 bit)', 'library'],
  ['a 32-bit processor', elf({ bits: 32, machine: 40 }), 'arm', 'library'],
  ['an unknown processor', elf({ machine: 999 }), 'machine 999', 'library'],
  ['an object file', elf({ type: 1 }), 'x86-64', 'object'],
  ['a program', elf({ type: 2 }), 'x86-64', 'program'],
])('library header › ELF, %s › its processor and kind', (_, head, machine, kind) => {
  expect(libraryHeader(head)).toEqual({ system: 'linux', machines: [machine], kind });
});

test('library header › macOS › a bundle, a library, an object, a program, and a universal file', () => {
  const arm = 0x0100000c;
  expect(libraryHeader(mach(arm, 6))).toEqual({ system: 'macos', machines: ['arm64'], kind: 'library' });
  expect(libraryHeader(mach(0x01000007, 8))).toMatchObject({ machines: ['x86-64'], kind: 'library' });
  expect(libraryHeader(mach(arm, 1))).toMatchObject({ kind: 'object' });
  expect(libraryHeader(mach(arm, 2))).toMatchObject({ kind: 'program' });
  const fat = Buffer.alloc(64);
  fat.writeUInt32BE(0xcafebabe, 0);
  fat.writeUInt32BE(2, 4);
  fat.writeUInt32BE(0x01000007, 8);
  fat.writeUInt32BE(arm, 28);
  expect(libraryHeader(fat)).toEqual({ system: 'macos', machines: ['x86-64', 'arm64'], kind: 'library' });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('#!/bin/sh\necho hello, world\n')],
  ['the first bytes of an ELF file', elf().subarray(0, 10)],
  // A Java class: the version in place of the number of processors.
  ['a Java class', Buffer.from('cafebabe000000340000000000000000', 'hex')],
])('library header › %s › none', (_, head) => {
  expect(libraryHeader(head)).toBeNull();
});

test('processor names › of Node and of Docker › the same as of a header', () => {
  expect(['x64', 'amd64', 'arm64', 'aarch64', '386', 's390x'].map(machineName)).toEqual([
    ...['x86-64', 'x86-64', 'arm64', 'arm64', 'x86', 's390x'],
  ]);
});
