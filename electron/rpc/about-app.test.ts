import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../package.json';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { aboutApp, licenceNotices, parseChangelog, versionChanges } from './about-app.ts';
import { appFolder } from './app-folder.ts';

test('about › in Node › no Electron, and the versions of the programs', () => {
  expect(aboutApp()).toMatchObject({ version, electron: null, chromium: null, node: process.versions.node });
  expect(aboutApp().system).toMatch(/^\w+ \w+ \S+/);
});

test('changelog › versions, sections and items of several lines › are read in order', () => {
  const text = [
    '# Changelog',
    'Text before.',
    '## [Unreleased]',
    '## [1.1.0] - 2026-11-29',
    '### Added',
    '- One',
    '  and its second line',
    '- Two',
    '### Fixed',
    '- Three',
    '## 1.0.0',
    '### Added',
    '- First',
  ].join('\r\n');
  expect(parseChangelog(text)).toEqual([
    {
      version: '1.1.0',
      date: '2026-11-29',
      sections: [
        { title: 'Added', items: ['One and its second line', 'Two'] },
        { title: 'Fixed', items: ['Three'] },
      ],
    },
    { version: '1.0.0', date: null, sections: [{ title: 'Added', items: ['First'] }] },
  ]);
  expect(parseChangelog('- an item without a version')).toEqual([]);
});

test('changelog › of this project › every item is shown', async () => {
  const [newest] = await versionChanges(appFolder());
  const lines = readFileSync(join(appFolder(), 'CHANGELOG.md'), 'utf8').match(/^- /gm) ?? [];
  const items = (await versionChanges(appFolder())).flatMap(({ sections }) => sections.flatMap((one) => one.items));
  expect(items).toHaveLength(lines.length);
  expect(newest?.sections[0]?.title).toBe('Added');
});

test('licences › of several parts › each package once, in order of name', async () => {
  const folder = temporaryFolder();
  const notice = (name: string) => ({ name, version: '1.0.0', licence: 'MIT', text: `Licence of ${name}` });
  mkdirSync(join(folder, 'out/licences'), { recursive: true });
  writeFileSync(join(folder, 'out/licences/main.json'), JSON.stringify([notice('zod'), notice('ioredis')]));
  writeFileSync(join(folder, 'out/licences/renderer.json'), JSON.stringify([notice('zod'), notice('react')]));
  expect((await licenceNotices(folder)).map(({ name }) => name)).toEqual(['ioredis', 'react', 'zod']);
  expect(await licenceNotices(temporaryFolder())).toEqual([]);
});
