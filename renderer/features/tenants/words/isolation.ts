/** What people read in tenants/isolation. */
export const isolationWords = {
  reachable: 'Reachable',
  reachableByReachesInTheLast: (reaches: string) => `Reachable by ${reaches} in the last test`,
  noNetworkIsolation: 'No network isolation',
  anyLocalProgramCanConnectTo: 'Any local program can connect to it on 127.0.0.1.',
  notTested: 'Not tested',
  itHasItsOwnNetworkTest: 'It has its own network. Test isolation to check whether other tenants can reach it.',
  isolated: 'Isolated',
  testedIsolationTestedAtNoOther: (isolationTestedAt: string) =>
    `Tested ${isolationTestedAt}: no other tenant reached it.`,
  thereWereNoTenantsToTest: 'There were no tenants to test.',
  notTestedTheTestNeedsTwo: 'Not tested: the test needs two running tenants in Docker.',
  reachedAnotherTenant: (reached: number) => `${reached} reached another tenant`,
  countedOfPluralFromPlural2Blocked: (counted: number, plural: string, plural2: string) =>
    `${counted} of ${plural} from ${plural2} blocked`,
  attemptsBetweenTenants: 'Attempts between tenants',
  fromTo: 'from ↓ to →',
  inEachCellByAddressBy: 'In each cell: by address, by gateway, by name. Select a cell for details.',
  byValue: (by: string, value: string) => `by ${by} ${value}`,
  fromToSummary: (from: string, to: string, summary: string) => `From ${from} to ${to}: ${summary}`,
  restartTheDockerEngineToRecreate:
    'Restart the Docker engine to recreate the rules, then test again. Repair tenants that the older scripts created.',
  fromTo2: (from: string, to: string) => `From ${from} to ${to}`,
  by: (by: string) => `by ${by}`,
  testIsolation: 'Test isolation',
  isolation: 'Isolation',
  everyRunningTenantInDockerSends:
    'Every running tenant in Docker sends PING to every other one by address, through the gateway and by name. Any reply counts as a leak.',
  tested: 'Tested ',
  notTestedYet: 'Not tested yet.',
  testNow: 'Test now',
  dockersOwnFirewallRulesSeparateThe:
    'Docker’s own firewall rules separate the networks; a firewall or a second engine may have removed them. ',
};
