import type { IsolationProbe, IsolationTest } from '../../../../shared/contract/tenant.ts';
import { counted as plural } from '../../../lib/counted.ts';
import * as isolationWords from '../words/isolation.ts';

/** The attempts to reach one tenant from another. */
export interface MatrixCell {
  readonly from: string;
  readonly to: string;
  /** The attempts by address, by gateway and by name. */
  readonly probes: readonly IsolationProbe[];
  /** The worst outcome of the attempts. */
  readonly outcome: IsolationProbe['outcome'];
}

export interface Matrix {
  readonly ids: readonly string[];
  /** Null without attempts, as from a tenant to itself. */
  cell(from: string, to: string): MatrixCell | null;
}

/** Outcomes from worst to best. */
const worstFirst: readonly IsolationProbe['outcome'][] = ['reached', 'failed', 'blocked'];

/** An isolation test as a table from × to. */
export function matrixOf({ probes }: IsolationTest): Matrix {
  const cells = new Map<string, IsolationProbe[]>();
  for (const probe of probes) {
    const key = `${probe.from} ${probe.to}`;
    const some = cells.get(key);
    if (some) some.push(probe);
    else cells.set(key, [probe]);
  }
  return {
    ids: [...new Set(probes.flatMap(({ from, to }) => [from, to]))].sort(),
    cell(from, to) {
      const some = cells.get(`${from} ${to}`);
      if (!some) return null;
      const outcome = worstFirst.find((one) => some.some((probe) => probe.outcome === one)) ?? 'failed';
      return { from, to, probes: some, outcome };
    },
  };
}

/** `36 of 36 attempts from 4 tenants blocked`, with the number of other outcomes. */
export function isolationLine({ probes, left }: IsolationTest): string {
  const counted = (outcome: IsolationProbe['outcome']) => probes.filter((probe) => probe.outcome === outcome).length;
  const from = new Set(probes.map((probe) => probe.from)).size;
  if (probes.length === 0) {
    return left.length === 0 ? isolationWords.thereWereNoTenantsToTest : isolationWords.notTestedTheTestNeedsTwo;
  }
  const [reached, failed] = [counted('reached'), counted('failed')];
  const bad = [
    reached > 0 ? isolationWords.reachedAnotherTenant(reached) : null,
    failed > 0 ? isolationWords.countUnknown(failed) : null,
  ];
  const blocked = isolationWords.countedOfPluralFromPlural2Blocked(
    counted('blocked'),
    plural(probes.length, 'attempt'),
    plural(from, 'tenant'),
  );
  return `${[blocked, ...bad].filter(Boolean).join(', ')}.`;
}
