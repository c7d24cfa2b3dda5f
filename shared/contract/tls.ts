import { z } from 'zod';
import { procedure } from './base.ts';
import { operationOf } from './operation.ts';
import { settingsApplied, settingsPlan } from './settings.ts';
import { instanceId, port, runtimeKind, timestamp } from './values.ts';

/** A certificate, as far as people need it. `fingerprint` is its SHA-256 in hexadecimal digits. */
export const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Host names and addresses for which it is valid. */
  names: z.array(z.string()),
  validFrom: timestamp,
  expiresAt: timestamp,
  fingerprint: z.string(),
});
export type Certificate = z.infer<typeof certificate>;

/**
 * The problem with the certificate of a server. `not-yet-valid`: the clock of this computer is wrong, or was when the
 * certificate was issued. `other-name`: it lacks an address on which the server listens. `key-mismatch`: the private
 * key belongs to another certificate. `unavailable`: the server was built without TLS.
 */
export const tlsProblem = z.object({
  code: z.enum(['expired', 'expires-soon', 'not-yet-valid', 'other-name', 'unreadable', 'key-mismatch', 'unavailable']),
  message: z.string(),
});
export type TlsProblem = z.infer<typeof tlsProblem>;

export const clientCertificates = z.enum(['required', 'optional', 'no']);

/** TLS of one instance, by its `redis.conf`. */
export const tlsState = z.object({
  id: instanceId,
  runtime: runtimeKind.nullable(),
  enabled: z.boolean(),
  /** The port for clients without TLS on this computer; null: closed. */
  plainPort: port.nullable(),
  /** The port for clients with TLS on this computer; null: none. */
  tlsPort: port.nullable(),
  clientCertificates,
  /** Whether this app issued the certificate, so that it can renew it. */
  isOwn: z.boolean(),
  /** Null without TLS, or if it cannot be read. */
  certificate: certificate.nullable(),
  problem: tlsProblem.nullable(),
  /** The files on this computer that clients need; `cert` and `key` only where the server requires them. */
  files: z.object({ ca: z.string().nullable(), cert: z.string().nullable(), key: z.string().nullable() }),
});
export type TlsState = z.infer<typeof tlsState>;

/** A change of TLS. Omitted settings are kept; on a server without TLS, the plain port is closed. */
export const tlsRequest = z.object({
  enable: z.boolean(),
  plainPort: z.enum(['keep', 'close']).optional(),
  /** Beside the plain port; without it, TLS uses the port of the instance. */
  tlsPort: port.optional(),
  clientCertificates: z.boolean().optional(),
  /** Issues a certificate even if the current one is still good. Replaces a certificate that this app did not issue. */
  renew: z.boolean().optional(),
});
export type TlsRequest = z.infer<typeof tlsRequest>;

export const tlsPlan = z.object({
  settings: settingsPlan,
  /** Whether the server gets a certificate from the authority of the instance. */
  issues: z.boolean(),
  plainPort: port.nullable(),
  tlsPort: port.nullable(),
});
export type TlsPlan = z.infer<typeof tlsPlan>;

/** The result of a handshake from outside the server. */
export const tlsVerified = z.object({
  /** `TLSv1.3`. */
  protocol: z.string(),
  /** Whether a client without TLS was refused; null if the plain port is open on purpose. */
  plainRefused: z.boolean().nullable(),
});

export type TlsVerified = z.infer<typeof tlsVerified>;

export const tlsApplied = settingsApplied.extend({
  state: tlsState,
  issued: z.boolean(),
  /** Null without TLS, or if the instance is stopped. */
  verified: tlsVerified.nullable(),
});
export type TlsApplied = z.infer<typeof tlsApplied>;

export const tlsExported = z.object({
  id: instanceId,
  folder: z.string(),
  files: z.array(z.string()),
  expiresAt: timestamp,
});
export type TlsExported = z.infer<typeof tlsExported>;

const byId = z.object({ id: instanceId });
const change = byId.extend({ request: tlsRequest });

export const tlsOperation = operationOf('tls', tlsApplied);

export const tls = {
  state: procedure.input(byId).output(tlsState),
  /** Changes nothing and issues nothing. */
  plan: procedure.input(change).output(tlsPlan),
  /** The settings are tried on a scratch server with the new certificate first. Undone by reverting its history entry. */
  apply: procedure.input(change.extend({ confirmed: z.boolean().default(false) })).output(tlsOperation),
  /** Writes ca.crt and a new client certificate into a folder of this computer. ALREADY_EXISTS unless `overwrite`. */
  export: procedure
    .input(byId.extend({ folder: z.string().min(1).max(4096), overwrite: z.boolean().default(false) }))
    .output(tlsExported),
};
