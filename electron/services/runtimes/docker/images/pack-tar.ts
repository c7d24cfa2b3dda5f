import { pack } from 'tar-stream';

export type TarEntry =
  | { readonly type: 'file'; readonly mode: number; readonly content: Buffer }
  | { readonly type: 'directory'; readonly mode: number }
  /** A hard link to an earlier entry. */
  | { readonly type: 'link'; readonly mode: number; readonly target: string };

/** A reproducible tar of these entries in this order: owner root, time 1970-01-01. */
export async function packTar(entries: readonly (readonly [string, TarEntry])[]): Promise<Buffer> {
  const tar = pack();
  const chunks: Buffer[] = [];
  const packed = new Promise<void>((resolve, reject) => {
    tar.on('data', (chunk) => chunks.push(chunk as Buffer));
    tar.on('end', resolve);
    tar.on('error', reject);
  });
  const mtime = new Date(0);
  for (const [path, entry] of entries) {
    const name = path.replace(/^\//, '');
    const common = { name, mode: entry.mode, mtime, uid: 0, gid: 0 };
    if (entry.type === 'file') tar.entry({ ...common, type: 'file' }, entry.content);
    else if (entry.type === 'link') tar.entry({ ...common, type: 'link', linkname: entry.target.replace(/^\//, '') });
    else tar.entry({ ...common, type: 'directory' });
  }
  tar.finalize();
  await packed;
  return Buffer.concat(chunks);
}
