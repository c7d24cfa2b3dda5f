import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFiles } from '../runner/test-files.ts';
import { patience } from './patience.ts';
import { projectRoot } from './run-manage.ts';

/** The last argument of a test or a hook, and the option of a describe. */
const OWN_LIMIT = /^\s*\}, ([\d_]+)\);$|\{ timeout: ([\d_]+) \}, (?:async )?\(/gm;

test('limits › of any test, hook or describe › none is shorter than the default', async () => {
  const short: string[] = [];
  for (const file of await testFiles(projectRoot)) {
    const text = await readFile(join(projectRoot, file), 'utf8');
    for (const [, ofTest, ofDescribe] of text.matchAll(OWN_LIMIT)) {
      const ms = Number((ofTest ?? ofDescribe ?? '').replaceAll('_', ''));
      // Smaller numbers belong to timers.
      if (ms >= 10_000 && ms < patience.testMs) short.push(`${file}: ${ms}`);
    }
  }
  expect(short).toEqual([]);
});
