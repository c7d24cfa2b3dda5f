import { randomBytes } from 'node:crypto';
import { chown, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { writeDurably } from '../platform/files/durable-write.ts';
import { orNull } from '../platform/files/file-errors.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { timeStamp } from '../platform/time/time-stamp.ts';
import { type ConfPlace, pathInside } from '../redis/conf/conf-place.ts';
import { CERTIFICATES_FOLDER } from '../redis/conf/tls-place.ts';
import type { Authority } from './authority.ts';

/** How many older ones are kept, so that a revert of the settings finds the certificates that it names. */
const KEPT = 3;
/** The app's own client certificate is valid as long as the authority: an expired one would lock the app out. */
const OWN_CLIENT_DAYS = 3650;

/** The paths of the files that `redis.conf` names, as the server sees them. */
export interface ServerCertificates {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  /** The certificate with which this app connects to a server that requires one. */
  readonly clientCert: string;
  readonly clientKey: string;
}

/** A folder for new certificates below that of `redis.conf`, which containers mount. Each issue gets its own. */
export function newFolder(configFolder: string): string {
  return join(configFolder, CERTIFICATES_FOLDER, `${timeStamp(new Date())}-${randomBytes(3).toString('hex')}`);
}

/** The paths of the certificates in a folder. @returns null for a folder that the server cannot see */
export function certificatesIn(folder: string, place: Pick<ConfPlace, 'mounts'>): ServerCertificates | null {
  const inside = pathInside(place, folder);
  if (inside === null) return null;
  const path = (name: string) => (place.mounts === null ? join(inside, name) : posix.join(inside, name));
  return {
    cert: path('server.crt'),
    key: path('server.key'),
    ca: path('ca.crt'),
    clientCert: path('client.crt'),
    clientKey: path('client.key'),
  };
}

/** Issues the certificates of a server into a new folder. Private keys are readable by their owner only. */
export async function issueInto(folder: string, authority: Authority, names: readonly string[]): Promise<void> {
  const [server, client] = await Promise.all([
    authority.issueServer(names),
    authority.issueClient('Vrooli Redis Desktop', OWN_CLIENT_DAYS),
  ]);
  ensureFolder(folder);
  const write = (name: string, text: string) => writeDurably(join(folder, name), text);
  await Promise.all([
    write('server.crt', server.certificate),
    write('server.key', server.key),
    write('ca.crt', authority.certificate),
    write('client.crt', client.certificate),
    write('client.key', client.key),
  ]);
  await giveToOwner(folder);
}

/** When root issues them, the server runs as the owner of the folder of `redis.conf`, and must be able to read them. */
async function giveToOwner(folder: string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const parent = dirname(folder);
  const { uid, gid } = await stat(dirname(parent));
  const files = (await readdir(folder)).map((name) => join(folder, name));
  for (const path of [parent, folder, ...files]) await chown(path, uid, gid);
}

/** Removes all but the newest folders of certificates. `used` is never removed. */
export async function pruneFolders(configFolder: string, used: string): Promise<void> {
  const folder = join(configFolder, CERTIFICATES_FOLDER);
  const names = ((await orNull(readdir(folder))) ?? []).toSorted().toReversed();
  for (const name of names.slice(KEPT))
    if (join(folder, name) !== used) await rm(join(folder, name), { recursive: true, force: true });
}
