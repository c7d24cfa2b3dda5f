import { expect, test } from 'vitest';
import { parseLdd, unusualFolders } from './shared-libraries.ts';

test("glibc's and musl's lists are read, without what the kernel provides", () => {
  const glibc = `	linux-vdso.so.1 (0x00007ff4947c4000)
	libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007ff4946c3000)
	/lib64/ld-linux-x86-64.so.2 (0x00007ff4947c6000)
`;
  expect(parseLdd(glibc)).toEqual(['/lib/x86_64-linux-gnu/libm.so.6', '/lib64/ld-linux-x86-64.so.2']);
  const musl = `	/lib/ld-musl-x86_64.so.1 (0x7f3c)
	libc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f3c)
`;
  expect(new Set(parseLdd(musl))).toEqual(new Set(['/lib/ld-musl-x86_64.so.1']));
});

test('a library that is missing is named', () => {
  expect(() => parseLdd('	libgone.so.1 => not found\n')).toThrow('libgone.so.1');
});

test('only folders that the loader does not know need to be named', () => {
  const known = ['/lib/x86_64-linux-gnu/a.so', '/usr/lib64/b.so', '/lib/aarch64-linux-gnu/c.so', '/usr/lib/d.so'];
  expect(unusualFolders([...known, '/usr/local/lib/e.so', '/usr/local/lib/f.so'])).toEqual(['/usr/local/lib']);
});
