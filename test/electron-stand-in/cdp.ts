/** The types of Chromium's protocol, from Playwright. Imported by path, because the package does not export them. */
export type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';
