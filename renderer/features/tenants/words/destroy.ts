export const countTenantsDestroyed = (count: number) => `${count} tenants destroyed`;
export const keptFor7DaysUnderRecently = 'Kept for 7 days under “Recently deleted”.';
export const undo = 'Undo';
export const keys = 'Keys';
export const onDisk = 'On disk';
export const clientsConnected = 'Clients connected';
export const safetyCopyIsKept = 'A safety copy is kept for 7 days';
export const until = (until: string) => ` (until ${until})`;
export const it = 'it';
export const them = 'them';
export const keysAreSavedFirst = (part: string) =>
  `: the keys are saved first, and Undo restores ${part} with all keys, settings and backups.`;
export const container = 'Container';
export const network = 'Network';
export const folder = 'Folder';
export const port = 'Port';
export const deletedWithEverything = 'Deleted with its network, folder and port';
export const clients = 'Clients';
export const checkWhatIsLost = (id: string) => `Check what would be lost of ${id}`;
export const destroyCountTenants = (count: number) => `Destroy ${count} tenants?`;
export const destroyFirst = (first: string) => `Destroy ${first}?`;
export const destroy = 'Destroy';
export const destroyId = (id: string) => `Destroy ${id}`;
export const someNotDestroyed = (failed: number, count: number) => `${failed} of ${count} could not be destroyed`;
export const destroyTenants = 'Destroy tenants';
export const readTheListOfDestroyedTenants = 'Read the list of destroyed tenants';
export const recentlyDeleted = 'Recently deleted';
export const unknownNumberOfKeys = 'unknown number of keys';
export const portPartBytesOnDiskDestroyed = (port: number, part: string, bytesOnDisk: string) =>
  `port ${port} · ${part} · ${bytesOnDisk} · destroyed `;
export const oldCopyFacts = (machine: string) => (port: number, keys: string, bytesOnDisk: string) =>
  `port ${port} · ${keys} · ${bytesOnDisk} · old copy from before the move to ${machine} `;
export const keptUntil = (until: string) => `kept until ${until}`;
export const canBeUndoneUntilUndoUntil = (undoUntil: string) => `can be undone until ${undoUntil}`;
export const undoRestoreId = (id: string) => `Undo: restore ${id}`;
export const services = 'Services';
export const seeTheReasons = (summary: string) => `${summary}; see the reasons above.`;
export const nameDestroyed = (name: string) => `${name} destroyed`;
export const portReleased = (port: number) => `${port} (released)`;
