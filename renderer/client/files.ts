import { coreDetail } from '../lib/core-sentence.ts';
import * as clientWords from './words.ts';

/** File functions that the desktop app exposes to the page. */
interface DesktopFiles {
  /** The path of a chosen or dropped file; empty for one that is not on disk. */
  pathOf(file: File): string;
  /** Shows the save dialog of the system; null when the user cancels it. */
  askWhereToSave(name: string): Promise<string | null>;
}

declare global {
  interface Window {
    /** Only in the desktop app. */
    readonly vrooliFiles?: DesktopFiles;
  }
}

/** Null in a browser, which uploads and downloads files instead. */
export const desktopFiles: DesktopFiles | null = window.vrooliFiles ?? null;

/** Progress of an upload. */
export interface SendProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
}

interface SendOptions {
  /** The id of an existing upload to add the file to. */
  readonly upload: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SendProgress) => void;
}

/**
 * Uploads a file. The browser streams it, so memory stays small.
 * @returns the upload's id
 * @throws Error with a message for the user; AbortError when it was cancelled
 */
export function sendFile(file: File, { upload, signal, onProgress }: SendOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const query = new URLSearchParams({ name: file.name, ...(upload && { upload }) });
    // fetch reports no upload progress.
    const request = new XMLHttpRequest();
    const startedAt = performance.now();
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const seconds = (performance.now() - startedAt) / 1000;
      onProgress({ sentBytes: loaded, totalBytes: total, bytesPerSecond: seconds > 0 ? loaded / seconds : 0 });
    });
    request.addEventListener('load', () => {
      const answer = readAnswer(request.responseText);
      if (request.status === 201 && typeof answer.upload === 'string') resolve(answer.upload);
      else
        reject(
          new Error(
            typeof answer.message === 'string' ? coreDetail(answer.message) : clientWords.theAppRejectedName(file.name),
          ),
        );
    });
    const lost = clientWords.theConnectionWasLostWhileName(file.name);
    request.addEventListener('error', () => reject(new Error(lost)));
    const stopped = () => reject(new DOMException(clientWords.theUploadWasCancelled, 'AbortError'));
    request.addEventListener('abort', stopped);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', `/upload?${query}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (signal.aborted) stopped();
    // A slice has no type, which would override the header.
    else request.send(file.slice());
  });
}

function readAnswer(text: string): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? { ...answer } : {};
  } catch {
    return {};
  }
}

/** Starts a download in the browser. */
export function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
