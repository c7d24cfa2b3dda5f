import type { InstanceStatus } from '../contract/instance.ts';

const loopback = /^(127\.|::1$|localhost$)/;

/** The host for clients of this computer: an instance on another machine may be published at the address of that machine. */
export function clientHost({
  engine,
  host,
}: Pick<InstanceStatus, 'host'> & { readonly engine?: string | undefined }): string {
  return engine === undefined || loopback.test(host) ? 'localhost' : host;
}

/** A host in a URL, where an IPv6 address needs brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
