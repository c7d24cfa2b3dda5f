import type { RuntimeKind } from '../../shared/contract/values.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { thorough } from '../support/thorough.ts';

const needs: Readonly<Record<RuntimeKind, readonly Need[]>> = {
  process: ['redis', 'posix'],
  docker: ['redis', 'docker', 'linux'],
};

/**
 * The tests of one fault that was found in use: in the process runtime, and with TEST_THOROUGH=1 in both.
 * @param point letter and number of the fault, such as `A1`
 */
export function describeFieldPoint(point: string, situation: string, body: (runtime: RuntimeKind) => void): void {
  const runtimes: readonly RuntimeKind[] = thorough ? ['process', 'docker'] : ['process'];
  for (const runtime of runtimes)
    describeNeeding(needs[runtime], `${point} › ${situation} › ${runtime}`, () => body(runtime));
}
