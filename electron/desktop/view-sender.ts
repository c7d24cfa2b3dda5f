import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isViewUrl } from './view-url.ts';

/**
 * Whether a message comes from the page's main frame and from our origin, not from an embedded frame or another site.
 */
export function isFromView({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isViewUrl(senderFrame.url);
}
