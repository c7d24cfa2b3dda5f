export const moveATenantToAnotherMachine = 'Move a tenant to another machine while it works';
export const howAMoveWorks = 'A copy on the other machine follows the tenant. The data of both is compared.';
export const writesWaitShortly = 'Writes wait for less than a second during the switch.';
export const theNodeOfASwarm =
  'With --node it becomes a service on a node of the swarm of --engine; a service stays one on another node.';
export const thePublishedPort =
  '--publish tls opens its port on that machine, for TLS with a password only. An engine by tcp:// requires it.';
export const theOldCopyIsKept =
  'The old copy is kept for 7 days (list-destroyed). --undo yes moves the tenant back, with all writes since then.';
export const theForwarderNeedsTheApp =
  '--forward yes forwards the old port to the new one for 24 hours, while the desktop app or serve runs.';
export const moveClientNeedsEngine = 'move-client needs --engine NAME, or --undo yes: see --action engines.';
export const aNameOfAnEngine = 'the name of an engine';
export const eitherEngineOrUndo = 'Give --engine or --undo yes, not both.';
export const disconnectsTheClientsOf = (id: string) => `disconnects the clients of ${id}`;
export const theMoveWillDisconnect = (id: string, from: string) =>
  `This moves ${id} away from ${from} and disconnects its clients.`;
export const moveId = (id: string) => `Move ${id}?`;
export const tenantIsMoved = (id: string, engine: string) => `Tenant ${id} is on ${engine}.`;
export const newUrl = (url: string | null, port: number) => `  URL: ${url ?? '—'} (port ${port})`;
export const newTlsPort = (port: number) => `  TLS port: ${port}`;
export const keysAreEqual = (keys: string, digest: string) =>
  `  ${keys} on both machines; the copied data is equal (digest ${digest})`;
export const filesAreEqual = (bytes: string, digest: string) =>
  `  ${bytes} of files, equal on both machines (digest ${digest}); it is stopped, as before`;
export const howLong = (copied: string, total: string, paused: string) =>
  `  ${copied} copied in ${total}; writes waited ${paused}`;
export const oldCopy = (safetyBackup: string) => `  Old copy: ${safetyBackup}, kept for 7 days`;
export const toUndo = (id: string) => `  Undo: --action move-client --client-id ${id} --undo yes`;
export const forwarded = (port: number, until: string) => `  Port ${port} is forwarded to it until ${until}`;
export const bothForwarded = (port: number, tlsPort: number, until: string) =>
  `  Ports ${port} and ${tlsPort} are forwarded to it until ${until}`;

export const drainNeedsTargets =
  'engines --drain needs --targets: the machines that take its tenants, separated by commas.';
export const oneOrMoreEngines = 'the names of engines, separated by commas';
export const nothingToMove = (engine: string) => `${engine} has no tenants.`;
export const drained = (engine: string, moved: string) => `${moved} moved away from ${engine}.`;
export const movedTo = (id: string, engine: string, port: number) => `  ${id} → ${engine}, port ${port}`;
export const stayed = (id: string, reason: string) => `  ${id} stays: ${reason}`;
export const movesEveryTenant = (engine: string) => `disconnects the clients of every tenant of ${engine}`;
