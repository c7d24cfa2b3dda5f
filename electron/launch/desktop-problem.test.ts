import { expect, test } from 'vitest';
import { desktopProblem } from './desktop-problem.ts';

test('desktopProblem › macOS and Windows › always a screen', () => {
  expect(desktopProblem({ platform: 'darwin', env: {}, uid: 501 })).toBeNull();
  expect(desktopProblem({ platform: 'win32', env: {}, uid: undefined })).toBeNull();
});

test('desktopProblem › Linux › needs X11 or Wayland', () => {
  expect(desktopProblem({ platform: 'linux', env: {}, uid: 1000 })).toMatch(/^there is no display/);
  expect(desktopProblem({ platform: 'linux', env: { DISPLAY: '' }, uid: 1000 })).toMatch(/^there is no display/);
  expect(desktopProblem({ platform: 'linux', env: { DISPLAY: ':0' }, uid: 1000 })).toBeNull();
  expect(desktopProblem({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, uid: 1000 })).toBeNull();
});

test('desktopProblem › root › a display, but no window', () => {
  expect(desktopProblem({ platform: 'linux', env: { DISPLAY: ':0' }, uid: 0 })).toBe('Electron does not run as root');
});
