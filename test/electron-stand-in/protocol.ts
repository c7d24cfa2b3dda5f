import type * as Electron from 'electron';
import { host } from './host.ts';
import { addScheme } from './urls.ts';

// cspell:ignore unhandle

type Handler = (request: GlobalRequest) => Response | Promise<Response>;
type GlobalRequest = Parameters<Parameters<Electron.Protocol['handle']>[1]>[0];

const handlers = new Map<string, Handler>();

/** The handler of one of the app's schemes; an error response if the scheme has none. Null for any other scheme. */
export function handlerOf(scheme: string | null): Handler | null {
  if (scheme === null) return null;
  return handlers.get(scheme) ?? (() => Response.error());
}

export const protocol: Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
> = {
  registerSchemesAsPrivileged: (schemes) => {
    if (host.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) if (privileges?.standard) addScheme(scheme);
  },
  handle: (scheme, handler) => {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler as Handler);
  },
  unhandle: (scheme) => {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
};
