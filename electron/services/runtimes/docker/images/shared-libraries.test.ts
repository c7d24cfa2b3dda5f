import { expect, test } from 'vitest';
import { parseLdd, unusualFolders } from './shared-libraries.ts';

test('ldd output › glibc and musl › paths without the kernel library', () => {
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

test('ldd output › missing library › throws its name', () => {
  expect(() => parseLdd('	libgone.so.1 => not found\n')).toThrow('libgone.so.1');
});

test('unusual folders › default and other folders › only the others', () => {
  const known = ['/lib/x86_64-linux-gnu/a.so', '/usr/lib64/b.so', '/lib/aarch64-linux-gnu/c.so', '/usr/lib/d.so'];
  expect(unusualFolders([...known, '/usr/local/lib/e.so', '/usr/local/lib/f.so'])).toEqual(['/usr/local/lib']);
});
