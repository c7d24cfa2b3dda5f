export const oneHour = '1 hour';
export const oneDay = '24 hours';
export const oneWeek = '7 days';
export const keepPermanently = 'Never: keep it permanently';
export const branchFrom = (origin: string) => `Branch from ${origin}`;
export const createBranch = 'Create branch';
export const aBranchIsACopy = (origin: string) =>
  `A branch is a new tenant with a copy of the keys of ${origin}. Changes to it leave ${origin} as it is.`;
export const expiresAfter = 'Expires after';
export const thenItIsKeptFor7Days = 'Then it is kept for 7 days under Recently deleted.';
export const settingsCopied = (from: string) =>
  `Copied from ${from}: memory limit, eviction policy, persistence, number of databases, runtime and image. If ${from} has a password, the branch gets a new one. Users and replication are not copied.`;
export const branch = 'Branch';
export const expired = 'Expired';
export const branchOf = (origin: string, at: string) => `Branch of ${origin}, ${at}`;
export const expiresOn = (at: string) => `Expires on ${at}.`;
export const idIsExtended = (id: string) => `${id} now expires in 24 h`;
export const idIsKept = (id: string) => `${id} is kept permanently`;
export const extendId = (id: string) => `Extend ${id}`;
