import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The slowest files, slowest first. Started last, one of them would run alone while the other workers are idle. */
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

/**
 * Files of one project after another, because a process serves one project and would end at a change. The many short
 * files come last and keep all workers busy to the end.
 */
const PROJECTS: readonly string[] = ['integration', 'faults', 'field', 'integration-isolated', 'components', 'unit'];

/**
 * In each project, starts the slowest test files first, without timings of an earlier run, which a fresh clone lacks.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const group = PROJECTS.indexOf(project.name);
      const index = SLOW.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return group * (SLOW.length + 1) + (index < 0 ? SLOW.length : index);
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
