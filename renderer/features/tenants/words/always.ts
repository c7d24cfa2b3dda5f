/** What people read in tenants/always. */

export const allValuePortsForTenantsStart = (value: number, start: number, end: number) =>
  `All ${value} ports for tenants (${start} to ${end}) are taken. Destroy a tenant, or set REDIS_CLIENT_PORT_END to a higher port.`;
export const newTenant = 'New tenant…';
export const createAddClientProject = 'create add client project';
export const aTenant = 'a tenant';
export const mendFixConvertAdopt = 'mend fix convert adopt';
export const destroyId = (id: string) => `Destroy ${id}…`;
export const deleteRemoveClientUninstall = 'delete remove client uninstall';
export const theLastDestroyedTenant = 'the last destroyed tenant';
export const recoverId = (id: string) => `Recover ${id}`;
export const bringBackUndoDestroyRestoreTenant = 'bring back undo destroy restore tenant';
export const testIsolation = 'Test isolation…';
export const networkReachProveProofSecurity = 'network reach prove proof security tenants matrix';
export const branchId = (id: string) => `Branch ${id}…`;
export const anInstance = 'an instance';
export const copyTryExperimentClone = 'copy try experiment clone fork';
export const extendId = (id: string) => `Extend ${id} by 24 h`;
export const keepId = (id: string) => `Keep ${id} permanently`;
export const expiryRenewBranch = 'expiry renew branch time';
export const compareOrigin = (id: string) => `Compare ${id} with its origin`;
export const compareWithItsOrigin = 'Compare with its origin';
export const differenceChanged = 'difference changed diff';
export const repair = 'Repair';
export const branch = 'Branch…';
export const extend = 'Extend 24 h';
export const keep = 'Keep permanently';
export const destroy = 'Destroy…';
export const moveId = (id: string) => `Move ${id} to another machine…`;
export const moveToAnotherMachine = 'Move to another machine…';
export const moveBackId = (id: string) => `Move ${id} back`;
export const moveBack = 'Move back';
export const machineMigrateRelocate = 'move machine migrate relocate engine node';
