import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verdict } from '../../resources/release/audit.mjs';
import { notesOf } from '../../resources/release/notes.mjs';
import { projectRoot } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';

const changelog =
  '# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2026-11-29\n\n### Added\n\n- One\n\n## 1.0.0\n\n- First\n';

describe('notes of a release', () => {
  test('a version › its section alone; without one › none', () => {
    expect(notesOf(changelog, '1.1.0')).toBe('### Added\n\n- One\n');
    expect(notesOf(changelog, '1.0.0')).toBe('- First\n');
    expect(notesOf(changelog, 'Unreleased')).toBeNull();
    expect(notesOf(changelog, '2.0.0')).toBeNull();
  });

  test('a version that the changelog does not have › fails and says what to add', async () => {
    const { code, stderr } = await runProgram(process.execPath, ['resources/release/notes.mjs', '99.0.0'], {
      cwd: projectRoot,
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'CHANGELOG.md has no notes for version "99.0.0". Add "## [99.0.0] - DATE" first.\n',
    });
  });
});

describe('known vulnerabilities', () => {
  const shipped = new Set(['react', 'electron']);
  const found = (name: string, severity: string) => ({ [name]: { name, severity, range: '<2' } });

  test.each([
    ['no answer', '', 'not-checked'],
    ['an endpoint that is not reachable', '{"message":"request to the endpoint failed"}', 'not-checked'],
    ['an error of npm', '{"error":{"summary":"no lockfile"}}', 'not-checked'],
    ['none', '{"vulnerabilities":{}}', 'clean'],
    ['one in a tool', JSON.stringify({ vulnerabilities: found('vite', 'high') }), 'clean'],
    ['one in what ships', JSON.stringify({ vulnerabilities: found('react', 'low') }), 'vulnerable'],
  ])('%s › %s', (_, answer, state) => {
    expect(verdict(answer, shipped).state).toBe(state);
  });
});

test('the workflows › every action is pinned by commit, and secrets are only used where they exist', () => {
  for (const name of ['ci.yml', 'release.yml']) {
    const text = readFileSync(join(projectRoot, '.github/workflows', name), 'utf8');
    const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action ?? '');
    expect(uses.length, name).toBeGreaterThan(0);
    for (const action of uses) expect(action, name).toMatch(/@[0-9a-f]{40}$/);
  }
});

test('names of packages › have no space, so that the list of an update names the uploaded files', () => {
  const config = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
  const [, name = ''] = /^artifactName: (.+)$/m.exec(config) ?? [];
  expect(name).toMatch(/^[a-z-]+-\$\{version\}-\$\{os\}-\$\{arch\}\.\$\{ext\}$/);
});
