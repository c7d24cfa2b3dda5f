import type { TlsRequest, TlsState } from '../../../../shared/contract/tls.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as tlsWords from '../words/tls.ts';
import { instanceFlag } from './instance-commands.ts';

/** The text of the fields. */
export interface TlsForm {
  readonly enabled: boolean;
  readonly plainPort: 'keep' | 'close';
  /** Empty: a free port. */
  readonly tlsPort: string;
  readonly requiresCertificates: boolean;
}

/** The form with the server's current settings. For a server without TLS, TLS is enabled. */
export function formOf(state: TlsState): TlsForm {
  const keeps = state.enabled && state.plainPort !== null;
  return {
    enabled: true,
    plainPort: keeps ? 'keep' : 'close',
    tlsPort: keeps ? String(state.tlsPort ?? '') : '',
    requiresCertificates: state.enabled && state.clientCertificates === 'required',
  };
}

/** Why the port is invalid; null if it is valid. */
export function portProblem({ enabled, plainPort, tlsPort }: TlsForm): string | null {
  if (!enabled || plainPort === 'close' || tlsPort.trim() === '') return null;
  const port = Number(tlsPort);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? null : tlsWords.portFrom1;
}

export function requestOf(form: TlsForm): TlsRequest {
  if (!form.enabled) return { enable: false };
  const { plainPort, tlsPort, requiresCertificates } = form;
  return {
    enable: true,
    plainPort,
    ...(plainPort === 'keep' && tlsPort.trim() !== '' && { tlsPort: Number(tlsPort) }),
    clientCertificates: requiresCertificates,
  };
}

/** The equivalent CLI command. */
export function lineOf(id: string, { enable, plainPort, tlsPort, clientCertificates }: TlsRequest): string {
  return terminalLine('tls', {
    ...instanceFlag(id),
    enable: enable ? 'yes' : 'no',
    'plain-port': plainPort ?? null,
    'tls-port': tlsPort === undefined ? null : String(tlsPort),
    'client-certificates': clientCertificates === undefined ? null : clientCertificates ? 'yes' : 'no',
  });
}
