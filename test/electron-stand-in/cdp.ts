/** Chromium's protocol, as Playwright describes it for its own version. By its path, as the package does not export it. */
export type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';
