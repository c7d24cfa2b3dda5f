import type { IsolationProbe, IsolationProof } from '../../../../shared/contract/tenant.ts';
import { counted as plural } from '../../../../shared/format/count.ts';

/** What came of the tries to reach one tenant from inside another. */
export interface MatrixCell {
  readonly from: string;
  readonly to: string;
  /** By address, by gateway, by name: those that were tried. */
  readonly probes: readonly IsolationProbe[];
  /** The worst of them. */
  readonly outcome: IsolationProbe['outcome'];
}

export interface Matrix {
  readonly ids: readonly string[];
  /** Null where nothing was tried: from a tenant to itself. */
  cell(from: string, to: string): MatrixCell | null;
}

/** What must not be comes before what could not be told, and that before what is well. */
const worstFirst: readonly IsolationProbe['outcome'][] = ['reached', 'failed', 'blocked'];

/** A proof as a table from × to. */
export function matrixOf({ probes }: IsolationProof): Matrix {
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

/** `36 tries from 4 tenants: all blocked`, or what was not. */
export function proofLine({ probes, left }: IsolationProof): string {
  const counted = (outcome: IsolationProbe['outcome']) => probes.filter((probe) => probe.outcome === outcome).length;
  const from = new Set(probes.map((probe) => probe.from)).size;
  if (probes.length === 0) {
    return left.length === 0
      ? 'There was no tenant to try.'
      : 'Nothing could be tried: it takes two running tenants in Docker.';
  }
  const [reached, failed] = [counted('reached'), counted('failed')];
  const bad = [
    reached > 0 ? `${reached} reached another tenant` : null,
    failed > 0 ? `${failed} could not be told` : null,
  ];
  const what = bad.filter(Boolean).join(', ') || 'all blocked';
  return `${plural(probes.length, 'try', 'tries')} from ${plural(from, 'tenant')}: ${what}.`;
}
