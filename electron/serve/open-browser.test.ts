import { expect, test } from 'vitest';
import { browserCommand } from './open-browser.ts';

test('openBrowser › without a screen › no browser', () => {
  expect(browserCommand('linux', {})).toBeNull();
  expect(browserCommand('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
  expect(browserCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
  expect(browserCommand('darwin', {})).toEqual(['open']);
  expect(browserCommand('darwin', { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' })).toBeNull();
  expect(browserCommand('win32', {})).toEqual(['rundll32', 'url.dll,FileProtocolHandler']);
});
