import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files, longest first. Started last, one of them would run alone while the other workers are idle. */
const SLOW = [
  'backup-restore',
  'launch-build',
  'settings-kill',
  'restore-killed',
  'b3-unreadable-files',
  'settings-persistence',
  'terminal-lifecycle',
  'integration/upgrade',
  'install-killed',
  'docker-instance',
  'create-killed',
  'b1-damaged-input',
  'terminal-usage',
  'docker-homes',
  'settings-terminal',
  'backup-trouble',
  'engine-lost',
  'settings-steps',
  'tenants-docker',
  'rpc-fuzz',
  'hung-server',
  'faults/metrics',
  'd6-own-use',
] as const;

/** Starts the longest test files first, without the times of an earlier run, which a clean clone has not. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = SLOW.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return index < 0 ? SLOW.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
