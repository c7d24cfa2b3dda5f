import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that is deleted when the calling test ends. @returns its path without symbolic links */
export function temporaryFolder(): string {
  const path = newFolder();
  onTestFinished(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }));
  return path;
}

/** A folder for one run of a property, which runs many times in one test. */
export async function inTemporaryFolder<T>(body: (path: string) => Promise<T>): Promise<T> {
  const path = newFolder();
  try {
    return await body(path);
  } finally {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-unit-`)));
}
