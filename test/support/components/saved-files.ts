import { vi } from 'vitest';

/** A download of the page. */
interface SavedFile {
  readonly name: string;
  readonly text: () => Promise<string>;
}

const blobs = new Map<string, Blob>();
// What a browser has and jsdom does not. A page revokes a URL a minute later, when its test has ended.
URL.createObjectURL = (blob) => {
  const url = `blob:saved-${blobs.size}`;
  blobs.set(url, blob as Blob);
  return url;
};
URL.revokeObjectURL = () => undefined;

/** Collects the downloads of a test instead of navigating to them. */
export function collectSavedFiles(): readonly SavedFile[] {
  const saved: SavedFile[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const { download: name, href } = this;
    saved.push({ name, text: () => textOf(blobs.get(href)) });
  });
  return saved;
}

/** The content of a blob, which jsdom reads only this way. */
function textOf(blob: Blob | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsText(blob ?? new Blob());
  });
}
