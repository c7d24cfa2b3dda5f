import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectFile } from './project.ts';

test('published schema of project files › equals the contract', async () => {
  const schema = {
    ...{ $id: 'vrooli-redis.schema.json', title: 'The Redis of a project' },
    ...z.toJSONSchema(projectFile, { target: 'draft-2020-12' }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../resources/vrooli-redis.schema.json');
});
