import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a TLS connection that a folder does not have, as words; null: it has all. */
export function missingCertificates(folder: string): string | null {
  const missing = ['ca.pem', 'cert.pem', 'key.pem'].filter((name) => !existsSync(join(folder, name)));
  return missing.length === 0 ? null : missing.join(' and no ');
}
