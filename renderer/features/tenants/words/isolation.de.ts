import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './isolation.ts';

export const translation: Translation<typeof english> = {
  reachable: 'Erreichbar',
  reachableInLastTest: (reaches) => `Im letzten Test erreichbar für ${reaches}`,
  notIsolated: 'Nicht isoliert',
  anyLocalProgram: 'Jedes lokale Programm kann sich über 127.0.0.1 verbinden.',
  notTested: 'Nicht getestet',
  itHasItsOwnNetworkTest: 'Er hat ein eigenes Netzwerk. Der Isolationstest zeigt, ob andere Mandanten ihn erreichen.',
  isolated: 'Isoliert',
  testedIsolationTestedAtNoOther: (isolationTestedAt) =>
    `Getestet ${isolationTestedAt}: kein anderer Mandant erreichte ihn.`,
  thereWereNoTenantsToTest: 'Es gab keine Mandanten zum Testen.',
  notTestedTheTestNeedsTwo: 'Nicht getestet: Der Test braucht zwei laufende Mandanten in Docker.',
  reachedAnotherTenant: (reached) => `${reached} erreichten einen anderen Mandanten`,
  countedOfPluralFromPlural2Blocked: (counted, plural, plural2) => `${counted} von ${plural} aus ${plural2} blockiert`,
  attemptsBetweenTenants: 'Versuche zwischen Mandanten',
  fromTo: 'von ↓ nach →',
  matrixHint: 'In jeder Zelle: über Adresse, über Gateway, über Name. Eine Zelle wählen, um Einzelheiten zu sehen.',
  byValue: (by, value) => `über ${by} ${value}`,
  fromToSummary: (from, to, summary) => `Von ${from} nach ${to}: ${summary}`,
  restartTheDockerEngineToRecreate:
    'Die Docker-Engine neu starten, damit sie die Regeln neu anlegt, dann erneut testen. Mandanten der älteren Skripte reparieren.',
  fromTo2: (from, to) => `Von ${from} nach ${to}`,
  by: (by) => `über ${by}`,
  testIsolation: 'Isolation testen',
  isolation: 'Isolation',
  everyRunningTenantInDockerSends:
    'Jeder laufende Mandant in Docker sendet PING an jeden anderen: über die Adresse, das Gateway und den Namen. Jede Antwort zählt als Leck.',
  tested: 'Getestet ',
  notTestedYet: 'Noch nicht getestet.',
  testNow: 'Jetzt testen',
  firewallHint:
    'Die Firewall-Regeln von Docker trennen die Netzwerke; eine Firewall oder eine zweite Engine hat sie vielleicht entfernt. ',
  outcomes: { blocked: 'blockiert', reached: 'erreicht', failed: 'unbekannt' },
  countUnknown: (count) => `${count} unbekannt`,
};
