import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectFile } from '../../../shared/contract/project.ts';

test('published schema of project files › equals the contract', () => {
  const published = new URL('../../../resources/vrooli-redis.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual({
    ...{ $id: 'vrooli-redis.schema.json', title: 'The Redis of a project' },
    ...z.toJSONSchema(projectFile, { target: 'draft-2020-12' }),
  });
});
