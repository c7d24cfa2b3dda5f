import { expect, test } from 'vitest';
import { desktopProblem } from './desktop-problem.ts';

test('a Mac and Windows always have a screen', () => {
  expect(desktopProblem({ platform: 'darwin', env: {}, uid: 501 })).toBeNull();
  expect(desktopProblem({ platform: 'win32', env: {}, uid: undefined })).toBeNull();
});

test('Linux needs a display, of either kind', () => {
  expect(desktopProblem({ platform: 'linux', env: {}, uid: 1000 })).toMatch(/^there is no display/);
  expect(desktopProblem({ platform: 'linux', env: { DISPLAY: '' }, uid: 1000 })).toMatch(/^there is no display/);
  expect(desktopProblem({ platform: 'linux', env: { DISPLAY: ':0' }, uid: 1000 })).toBeNull();
  expect(desktopProblem({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, uid: 1000 })).toBeNull();
});

test('root has a display and still no window', () => {
  expect(desktopProblem({ platform: 'linux', env: { DISPLAY: ':0' }, uid: 0 })).toBe('Electron does not run as root');
});
