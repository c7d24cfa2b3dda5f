/** What people read in tenants/always. */
export const tenantsAlwaysWords = {
  allValuePortsForTenantsStart: (value: number, start: number, end: number) =>
    `All ${value} ports for tenants (${start} to ${end}) are taken. Destroy a tenant, or set REDIS_CLIENT_PORT_END to a higher port.`,
  newTenant: 'New tenant…',
  createAddClientProject: 'create add client project',
  aTenant: 'a tenant',
  mendFixConvertAdopt: 'mend fix convert adopt',
  destroyId: (id: string) => `Destroy ${id}…`,
  deleteRemoveClientUninstall: 'delete remove client uninstall',
  theLastDestroyedTenant: 'the last destroyed tenant',
  recoverId: (id: string) => `Recover ${id}`,
  bringBackUndoDestroyRestoreTenant: 'bring back undo destroy restore tenant',
  testIsolation: 'Test isolation…',
  networkReachProveProofSecurity: 'network reach prove proof security tenants matrix',
};
