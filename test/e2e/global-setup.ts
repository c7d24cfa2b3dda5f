import { randomBytes } from 'node:crypto';
import { leftoversOf } from '../support/sweep.ts';

/** Gives the run its id, and looks at the end that nothing of it is left. */
// biome-ignore lint/style/noDefaultExport: Playwright loads its global set-up by the default export.
export default async function setup(): Promise<() => Promise<void>> {
  process.env.TEST_RUN_ID ??= randomBytes(3).toString('hex');
  return async () => {
    const left = await leftoversOf(`vt-${process.env.TEST_RUN_ID}-`);
    if (left.length > 0) throw new Error(`the run has left behind:\n${left.join('\n')}`);
  };
}
