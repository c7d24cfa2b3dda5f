import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../vitest.config.ts';
import { chooseTests, SUITE_NAMES } from './choice.ts';
import { testFiles } from './test-files.ts';

const project = join(import.meta.dirname, '../..');
const files = [
  'electron/services/backups/restore/plan.test.ts',
  'renderer/features/integration/view.test.tsx',
  'test/e2e/backups.spec.ts',
  'test/e2e/field/d5-stop.spec.ts',
  'test/faults/restore-killed.test.ts',
  'test/field/a1-file-type.test.ts',
  'test/integration/backup-restore.test.ts',
  'test/runner/report.test.ts',
];
const choose = (...filters: readonly string[]) => chooseTests(filters, files);

describe('choice of tests', () => {
  test('choice of tests › no filter › everything', () => {
    expect(choose()).toEqual({ checks: true, vitest: { projects: [], filters: [] }, playwright: 'all' });
  });

  test('choice of tests › a part of a path › files of every suite, and no checks', () => {
    expect(choose('restore')).toEqual({
      checks: false,
      vitest: { projects: [], filters: ['restore'] },
      playwright: null,
    });
    expect(choose('e2e/backups').vitest).toBeNull();
    expect(choose('e2e/backups').playwright).toEqual(['test/e2e/backups.spec.ts']);
  });

  test.each([
    ['unit', ['unit'], null],
    ['components', ['components'], null],
    ['integration', ['integration', 'integration-isolated'], null],
    ['faults', ['faults'], null],
    ['field', ['field'], ['test/e2e/field/d5-stop.spec.ts']],
  ])('choice of tests › the suite %s › its projects, whatever paths contain the word', (name, projects, playwright) => {
    expect(choose(name)).toEqual({ checks: false, vitest: { projects, filters: [] }, playwright });
  });

  test.each(['e2e', 'E2E', ' e2e ', 'end to end', 'End-to-End'])(
    'choice of tests › %j › the browser tests and nothing of Vitest',
    (name) => {
      const specs = ['test/e2e/backups.spec.ts', 'test/e2e/field/d5-stop.spec.ts'];
      expect(choose(name)).toEqual({ checks: false, vitest: null, playwright: specs });
    },
  );

  test('choice of tests › static › the checks and no test', () => {
    expect(choose('static')).toEqual({ checks: true, vitest: null, playwright: null });
    expect(choose('static', 'unit')).toMatchObject({ checks: true, vitest: { projects: ['unit'] } });
  });

  test('choice of tests › a suite and a part of a path › files that match both', () => {
    expect(choose('faults', 'restore')).toEqual({
      checks: false,
      vitest: { projects: ['faults'], filters: ['restore'] },
      playwright: null,
    });
    expect(() => choose('field', 'restore')).toThrow("No test file's path of field contains 'restore'.");
    expect(() => choose('static', 'restore')).toThrow("No test file's path of static contains 'restore'.");
  });

  test('choice of tests › other letters, separators or ./ › match like the path', () => {
    for (const typed of ['./test/runner/report.test.ts', ['test', 'runner', 'report'].join('\\'), 'TEST/RUNNER'])
      expect(choose(typed).vitest, typed).not.toBeNull();
  });

  test('choice of tests › one of several parts matches nothing › fails and names it', () => {
    expect(() => choose('restore', 'nosuch')).toThrow(/^No test file's path contains 'nosuch'\. Name a part/);
  });

  test.each([
    ['', 'A filter is empty.'],
    ['  ', 'A filter is empty.'],
    ['-t', '-t is an option.'],
    ['--help', '--help is an option.'],
    ['constructor', "No test file's path contains 'constructor'."],
    ['__proto__', "No test file's path contains '__proto__'."],
    ['.*', "No test file's path contains '.*'."],
  ])('choice of tests › %j › one sentence, and the suites to choose from', (filter, sentence) => {
    expect(() => choose(filter)).toThrow(sentence);
    expect(() => choose(filter)).toThrow('suites unit, components, integration, field, faults, e2e and static.');
  });
});

test('choice of tests › the files of this project › each belongs to a suite, and each suite has files', async () => {
  const all = await testFiles(project);
  expect(all).toContain('test/runner/choice.test.ts');
  expect(all.length).toBeGreaterThan(100);
  const suites = SUITE_NAMES.filter((name) => name !== 'static');
  const without = all.filter((file) =>
    suites.every((name) => {
      try {
        chooseTests([name, file], all);
        return false;
      } catch {
        return true;
      }
    }),
  );
  expect(without).toEqual([]);
  for (const name of suites) expect(() => chooseTests([name], all), name).not.toThrow();
});

test('choice of tests › the projects of Vitest › each is run by the name of a suite', () => {
  const projects = (config.test?.projects ?? []).map((entry) => (entry as { test: { name: string } }).test.name);
  const chosen = SUITE_NAMES.flatMap((name) => chooseTests([name], files).vitest?.projects ?? []);
  expect(chosen.sort()).toEqual(projects.sort());
});

test('npm test › a filter matches no file › fails before it builds, with one sentence', async () => {
  const ended = await new Promise<{ code: number; stdout: string }>((resolve) => {
    execFile(process.execPath, ['test/run.mjs', 'no-such-file'], { cwd: project }, (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, stdout }),
    );
  });
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(
    /^failed: No test file's path contains 'no-such-file'\. Name a part of a path, or one of the suites .*\n0 passed, 1 failed, 0 skipped\n$/,
  );
});
