import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { ProjectInput, ProjectPlan } from '../../../shared/contract/project.ts';

/** The Redis that a repository names in its `vrooli-redis.json`. */
export interface Projects {
  /** Reads the project file of a folder and compares it with the tenant that exists. Changes nothing. */
  plan(input: ProjectInput): Promise<ProjectPlan>;
  /** Creates the tenant, in one operation with its settings and its seed. */
  create(input: ProjectInput): Promise<OperationOf<'create-client'>>;
}
