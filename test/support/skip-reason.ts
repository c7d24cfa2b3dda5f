import { test } from 'vitest';
import { findProgram } from '../runner/find-program.ts';

type Body = () => void | Promise<void>;

/** A test that runs unless there is a reason not to. The runner prints the reason from its name. */
export function testUnless(reason: string | null, title: string, body: Body): void {
  if (reason === null) test(title, body);
  else test.skip(`${title} [skipped: ${reason}]`, body);
}

/** A test that needs a program which not every machine has. */
export function testWithProgram(program: string, title: string, body: Body): void {
  testUnless(findProgram(program) === null ? `no ${program} program on this machine` : null, title, body);
}
