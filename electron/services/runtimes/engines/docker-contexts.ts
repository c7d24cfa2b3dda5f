import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAppError } from '../../../../shared/contract/errors.ts';
import type { DockerContext } from '../../../../shared/contract/machine.ts';
import { cleanText } from '../../platform/files/clean-text.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { readStateBytesNow } from '../../platform/files/state-file.ts';
import type { Env } from '../docker/engine/endpoint.ts';
import { missingCertificates } from './certificate-files.ts';
import { parseTarget } from './engine-target.ts';

/** A context with the files of its TLS connection. */
export interface FoundContext extends DockerContext {
  /** The folder of its certificates; null without. */
  readonly certificates: string | null;
}

/** Contexts are few; a folder with more is not one of Docker's. */
const MAX_CONTEXTS = 200;
const MAX_TEXT = 200;

/** @see https://docs.docker.com/engine/manage-resources/contexts/ */
const metaFile = z.object({
  Name: z.string().min(1).max(MAX_TEXT),
  Metadata: z.object({ Description: z.string().optional() }).optional().catch(undefined),
  Endpoints: z.object({
    docker: z.object({ Host: z.string().max(1000).optional(), SkipTLSVerify: z.boolean().optional() }),
  }),
});

/**
 * The Docker contexts of this user that name an engine. The files are untrusted: one that is too large, not a context
 * or unreadable is left out, and an address that the app cannot use is listed with the reason.
 * @see https://github.com/docker/cli/blob/master/cli/context/store/doc.go
 */
export function readContexts(env: Env): readonly FoundContext[] {
  const folder = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'contexts');
  return directories(join(folder, 'meta'))
    .slice(0, MAX_CONTEXTS)
    .flatMap((id) => contextOf(folder, id))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function contextOf(folder: string, id: string): readonly FoundContext[] {
  const meta = readMeta(join(folder, 'meta', id, 'meta.json'));
  const endpoint = meta?.Endpoints.docker;
  if (!meta || !endpoint?.Host) return [];
  const tls = join(folder, 'tls', id, 'docker');
  const certificates = existsSync(tls) ? tls : null;
  const address = plain(endpoint.Host);
  const problem = endpoint.SkipTLSVerify
    ? 'It skips the check of the certificate, which the app never does.'
    : problemOf(address, certificates);
  const description = plain(meta.Metadata?.Description ?? '') || null;
  return [{ name: plain(meta.Name), address, description, problem, certificates }];
}

function readMeta(path: string): z.infer<typeof metaFile> | null {
  try {
    const bytes = readStateBytesNow(path);
    return bytes === null ? null : (metaFile.safeParse(parseJson(bytes.toString('utf8'))).data ?? null);
  } catch {
    // Another user's file, or no file at all.
    return null;
  }
}

function problemOf(address: string, certificates: string | null): string | null {
  try {
    parseTarget(address, certificates !== null);
    const missing = certificates && missingCertificates(certificates);
    return missing ? `Its folder ${certificates} has no ${missing}.` : null;
  } catch (error) {
    if (isAppError(error, 'BAD_VALUE')) return error.message.replace(/^address: /, '');
    throw error;
  }
}

function directories(folder: string): readonly string[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true });
    return found.filter((one) => one.isDirectory() && /^[0-9a-f]{64}$/.test(one.name)).map(({ name }) => name);
  } catch {
    // No context was ever created.
    return [];
  }
}

/** Untrusted text for a terminal and a view. */
function plain(text: string): string {
  return cleanText(text.trim().slice(0, MAX_TEXT));
}
