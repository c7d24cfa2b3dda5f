export const reachable = 'Reachable';
export const reachableInLastTest = (reaches: string) => `Reachable by ${reaches} in the last test`;
export const notIsolated = 'Not isolated';
export const anyLocalProgram = 'Any local program can connect to it on 127.0.0.1.';
export const notTested = 'Not tested';
export const itHasItsOwnNetworkTest =
  'It has its own network. Test isolation to check whether other tenants can reach it.';
export const isolated = 'Isolated';
export const testedIsolationTestedAtNoOther = (isolationTestedAt: string) =>
  `Tested ${isolationTestedAt}: no other tenant reached it.`;
export const thereWereNoTenantsToTest = 'There were no tenants to test.';
export const notTestedTheTestNeedsTwo = 'Not tested: the test needs two running tenants in Docker.';
export const reachedAnotherTenant = (reached: number) => `${reached} reached another tenant`;
export const countedOfPluralFromPlural2Blocked = (counted: number, plural: string, plural2: string) =>
  `${counted} of ${plural} from ${plural2} blocked`;
export const attemptsBetweenTenants = 'Attempts between tenants';
export const fromTo = 'from ↓ to →';
export const matrixHint = 'In each cell: by address, by gateway, by name. Select a cell for details.';
export const byValue = (by: string, value: string) => `by ${by} ${value}`;
export const fromToSummary = (from: string, to: string, summary: string) => `From ${from} to ${to}: ${summary}`;
export const restartTheDockerEngineToRecreate =
  'Restart the Docker engine to recreate the rules, then test again. Repair tenants that the older scripts created.';
export const fromTo2 = (from: string, to: string) => `From ${from} to ${to}`;
export const by = (by: string) => `by ${by}`;
export const testIsolation = 'Test isolation';
export const isolation = 'Isolation';
export const everyRunningTenantInDockerSends =
  'Every running tenant in Docker sends PING to every other one by address, through the gateway and by name. Any reply counts as a leak.';
export const tested = 'Tested ';
export const notTestedYet = 'Not tested yet.';
export const testNow = 'Test now';
export const firewallHint =
  'Docker’s own firewall rules separate the networks; a firewall or a second engine may have removed them. ';
export const outcomes = { blocked: 'blocked', reached: 'reached', failed: 'unknown' };
export const countUnknown = (count: number) => `${count} unknown`;
