import { notifications } from '@mantine/notifications';
import { cleanup, configure, getConfig } from '@testing-library/react';
import { afterEach } from 'vitest';
import { patience } from '../patience.ts';
import { core } from './fake-core.ts';
import { serveMessageChannel } from './serve-message-channel.ts';

const { asyncWrapper } = getConfig();
/** Turns of the event loop in which what a press requests reaches the core, and its handler runs. */
const TURNS = 3;

// Computing which elements are hidden takes most of the time of a query by role.
configure({
  asyncUtilTimeout: patience.waitMs,
  defaultHidden: true,
  // A message arrives in the poll phase. The timer that the library waits for may come before it.
  asyncWrapper: async (action) => {
    const result = await asyncWrapper(action);
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
    return result;
  },
});

// What a browser has and jsdom does not. Elements get a size, so that virtual lists show their rows.
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
  }) as unknown as MediaQueryList;
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
window.HTMLElement.prototype.scrollIntoView = () => undefined;
window.Element.prototype.scrollTo = () => undefined;
for (const [name, size] of Object.entries({ Height: 600, Width: 1000 })) {
  Object.defineProperty(window.HTMLElement.prototype, `offset${name}`, { get: () => size });
  Object.defineProperty(window.Element.prototype, `client${name}`, { get: () => size });
}

// No test here is about styles, and matching every rule takes a quarter of the time of a query by role. What is left is
// what the name of a control depends on: whether the words of two elements touch.
const [inline, block] = ['inline', 'block'].map((display) =>
  Object.assign(document.createElement('i').style, { display }),
);
const inlineTags = new Set([
  'a',
  'abbr',
  'b',
  'code',
  'em',
  'i',
  'kbd',
  'label',
  'mark',
  'small',
  'span',
  'strong',
  'time',
]);
window.getComputedStyle = ({ localName }) => (inlineTags.has(localName) ? inline : block) as CSSStyleDeclaration;

// The real client and its real transport; only the other end of the channel is in memory.
Object.defineProperty(window, 'vrooliDesktop', { value: true });
serveMessageChannel();

afterEach(() => {
  cleanup();
  // Messages outlive their page, and only a few fit on it.
  notifications.clean();
  core.reset();
  window.location.hash = '';
  localStorage.clear();
  sessionStorage.clear();
});
