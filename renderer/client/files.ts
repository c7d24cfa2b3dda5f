/** What the desktop app lets its page know of files. */
interface DesktopFiles {
  /** Where a chosen or dropped file lies; empty for one that is on no disk. */
  pathOf(file: File): string;
  /** Asks by the system's own dialog; null when nobody chose. */
  askWhereToSave(name: string): Promise<string | null>;
}

declare global {
  interface Window {
    /** Only in the window of the desktop app. */
    readonly vrooliFiles?: DesktopFiles;
  }
}

/** Null in a browser, where files are sent and fetched instead. */
export const desktopFiles: DesktopFiles | null = window.vrooliFiles ?? null;

/** How much of a file is sent. */
export interface SendProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
}

interface SendOptions {
  /** The upload that it belongs to. */
  readonly upload: string | null;
  readonly signal: AbortSignal;
  readonly tell: (progress: SendProgress) => void;
}

/**
 * Sends a file to the engine; the browser reads it as fast as it is taken, never all of it at once.
 * @returns the upload's id
 * @throws Error with a sentence for people; AbortError when it was stopped
 */
export function sendFile(file: File, { upload, signal, tell }: SendOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const query = new URLSearchParams({ name: file.name, ...(upload && { upload }) });
    // fetch tells nothing of how much has been sent.
    const request = new XMLHttpRequest();
    const begun = performance.now();
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const seconds = (performance.now() - begun) / 1000;
      tell({ sentBytes: loaded, totalBytes: total, bytesPerSecond: seconds > 0 ? loaded / seconds : 0 });
    });
    request.addEventListener('load', () => {
      const answer = readAnswer(request.responseText);
      if (request.status === 201 && typeof answer.upload === 'string') resolve(answer.upload);
      else reject(new Error(typeof answer.message === 'string' ? answer.message : `${file.name} was not taken.`));
    });
    const lost = `The connection was lost while ${file.name} was sent. Try again.`;
    request.addEventListener('error', () => reject(new Error(lost)));
    const stopped = () => reject(new DOMException('It was stopped.', 'AbortError'));
    request.addEventListener('abort', stopped);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.open('POST', `/upload?${query}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (signal.aborted) stopped();
    // As a slice it has no type of its own, which would take the header's place.
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

/** Lets the browser fetch a file and keep it with its downloads. */
export function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
