import { X509Certificate } from 'node:crypto';
import { lstat, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { TlsExported, TlsState } from '../../../shared/contract/tls.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { requireAnswer } from '../platform/files/file-answers.ts';
import { asFolderFailure, orNull } from '../platform/files/file-errors.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { timeStamp } from '../platform/time/time-stamp.ts';
import { invalidSetting } from '../redis/conf/check-value.ts';
import { readAuthority } from './authority.ts';

const NAMES = ['ca.crt', 'client.crt', 'client.key'] as const;

/**
 * Writes what a program needs for a TLS connection: the authority, and a client certificate of its own with its key.
 * @param folder created where it does not exist; a relative path is refused, since a client may run elsewhere
 * @throws AppError BAD_VALUE, NOT_FOUND without an authority, ALREADY_EXISTS unless `overwrite`, HOME_NOT_WRITABLE
 */
export async function exportClient(
  instance: ManagedInstance,
  state: TlsState,
  { folder, overwrite }: { readonly folder: string; readonly overwrite: boolean },
): Promise<TlsExported> {
  const { id } = instance;
  if (!isAbsolute(folder)) throw invalidFolder(folder, 'is not an absolute path');
  const target = resolve(folder);
  await requireAnswer(target);
  const authority = state.enabled && state.isOwn ? await readAuthority(instance.paths) : null;
  if (authority === null) throw nothingToExport(state);
  const found = await orNull(stat(target));
  if (found !== null && !found.isDirectory()) throw invalidFolder(folder, 'is not a folder');
  const files = NAMES.map((name) => join(target, name));
  for (const file of files) {
    const before = await orNull(lstat(file));
    if (before !== null && !before.isFile()) throw invalidFolder(folder, `has ${file}, which is not a regular file`);
    if (before !== null && !overwrite) {
      const message = `${file} exists already. Choose another folder, or confirm to replace the files.`;
      throw new AppError('ALREADY_EXISTS', message, { id, detail: file });
    }
  }
  const client = await authority.issueClient(`${id} client ${timeStamp(new Date())}`);
  try {
    ensureFolder(target);
    const contents = [authority.certificate, client.certificate, client.key];
    for (const [index, file] of files.entries()) await writeDurably(file, contents[index] ?? '');
  } catch (error) {
    throw asFolderFailure(error, target);
  }
  const expiresAt = new Date(new X509Certificate(client.certificate).validTo).toISOString();
  return { id, folder: target, files, expiresAt };
}

function nothingToExport({ id, enabled }: TlsState): AppError<'NOT_FOUND'> {
  const message = enabled
    ? `This app did not issue the certificate of ${id}, so it cannot issue one for clients. Ask the owner of its authority.`
    : `TLS of ${id} is off. Switch it on first.`;
  return new AppError('NOT_FOUND', message, { what: 'authority', id });
}

function invalidFolder(folder: string, reason: string): AppError<'BAD_VALUE'> {
  return invalidSetting(
    'folder',
    'the absolute path of a folder',
    `${folder} ${reason}. Give the absolute path of a folder.`,
  );
}
