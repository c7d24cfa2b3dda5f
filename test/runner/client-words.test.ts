import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('services › no flag of the CLI and no menu of the view in their texts', async () => {
  const pattern = '--(action|yes|kill|client-id|instance|set) |--(yes yes|kill yes)|[a-z]…"|In a terminal';
  const args = ['grep', '-nE', '-e', pattern, '--', 'electron/services', ':!*.test.ts'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: root }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});
