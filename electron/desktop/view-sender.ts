import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isViewUrl } from './view-url.ts';

/** From the page itself, not from a frame inside it, and from our origin, not from where it might have been led. */
export function isFromView({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isViewUrl(senderFrame.url);
}
