import type { EventEmitter } from 'node:events';

/** What the parts of a page know about it. */
export interface PageContents extends EventEmitter {
  /** As Electron's WebFrameMain. */
  readonly mainFrame: { readonly url: string };
  /** Chromium's id of the frame. */
  readonly mainFrameId: string;
  send(channel: string, ...args: unknown[]): void;
}
