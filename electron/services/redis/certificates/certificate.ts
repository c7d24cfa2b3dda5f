import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Certificate, TlsProblem } from '../../../../shared/contract/tls.ts';
import { isUnreadable, readStateBytes } from '../../platform/files/state-file.ts';

const DAY_MS = 86_400_000;
/** From here on a certificate is reported as expiring soon. */
export const RENEW_BEFORE_DAYS = 30;
/** A certificate with its chain is a few KB. */
const LARGEST_BYTES = 256 * 1024;

/** A certificate, or why there is none. */
export type CertificateRead =
  | { readonly certificate: Certificate; readonly x509: X509Certificate; readonly reason: null }
  | { readonly certificate: null; readonly x509: null; readonly reason: string };

/** Reads the first certificate of a PEM file. Never throws: a reason is the rest of a sentence, without a full stop. */
export async function readCertificate(path: string): Promise<CertificateRead> {
  try {
    const bytes = await readStateBytes(path, { largestBytes: LARGEST_BYTES, binary: true });
    if (bytes === null) return without(`${path} does not exist`);
    const x509 = new X509Certificate(bytes);
    return { certificate: describe(x509), x509, reason: null };
  } catch (error) {
    return without(
      isUnreadable(error) ? `${path} cannot be read: ${error.data.detail}` : `${path} is not a certificate`,
    );
  }
}

function without(reason: string): CertificateRead {
  return { certificate: null, x509: null, reason };
}

function describe(x509: X509Certificate): Certificate {
  return {
    subject: nameOf(x509.subject),
    issuer: nameOf(x509.issuer),
    names: namesOf(x509.subjectAltName ?? ''),
    validFrom: new Date(x509.validFrom).toISOString(),
    expiresAt: new Date(x509.validTo).toISOString(),
    fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** The common name, else the whole name on one line. */
function nameOf(subject: string): string {
  const lines = subject.split('\n');
  const common = lines.find((line) => line.startsWith('CN='))?.slice(3);
  return (common ?? lines.join(', ')).slice(0, 200);
}

/** `DNS:localhost, IP Address:127.0.0.1` → names and addresses. Node quotes unusual names as JSON. */
function namesOf(text: string): string[] {
  return text
    .split(', ')
    .flatMap((entry) => /^(?:DNS|IP Address):(.*)$/.exec(entry)?.[1] ?? [])
    .slice(0, 100);
}

/**
 * Whether a certificate is valid for an address or a host name of this computer. Only its alternative names count: most
 * clients ignore the common name (RFC 6125).
 */
export function coversName(x509: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? x509.checkHost(name, { subject: 'never' }) : x509.checkIP(name)) !== undefined;
}

/** What is wrong with the validity of a certificate at a time; null for a good one. */
export function validityProblem({ validFrom, expiresAt }: Certificate, now: Date): TlsProblem | null {
  const [from, until] = [Date.parse(validFrom), Date.parse(expiresAt)];
  const clock = `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (now.getTime() < from) {
    const message = `The certificate is valid from ${dayOf(validFrom)}, but the clock of this computer says ${clock}. Set the clock, or renew the certificate.`;
    return { code: 'not-yet-valid', message };
  }
  if (now.getTime() >= until) {
    const message = `The certificate expired on ${dayOf(expiresAt)}; the clock of this computer says ${clock}. Clients refuse to connect until it is renewed.`;
    return { code: 'expired', message };
  }
  const days = Math.floor((until - now.getTime()) / DAY_MS);
  if (days >= RENEW_BEFORE_DAYS) return null;
  const left = days === 0 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return { code: 'expires-soon', message: `The certificate expires ${left}, on ${dayOf(expiresAt)}. Renew it.` };
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** Whether a PEM file holds the private key of a certificate. @returns the reason if it does not, as a sentence */
export async function keyProblem(
  x509: X509Certificate,
  path: string,
  passphrase: string | null,
): Promise<TlsProblem | null> {
  try {
    const bytes = await readStateBytes(path, { largestBytes: LARGEST_BYTES, binary: true });
    if (bytes === null) return { code: 'unreadable', message: `The private key ${path} does not exist.` };
    const key = createPrivateKey({ key: bytes, ...(passphrase !== null && { passphrase }) });
    if (x509.checkPrivateKey(key)) return null;
    return { code: 'key-mismatch', message: `The private key ${path} does not belong to the certificate.` };
  } catch (error) {
    const detail = isUnreadable(error) ? `cannot be read: ${error.data.detail}` : 'is not a private key';
    return { code: 'unreadable', message: `The private key ${path} ${detail}.` };
  }
}
