import { z } from 'zod';

/** What a step of an operation does. Clients have the words: `shared/step-title.ts`. */
export const operationStepId = z.enum([
  'apply-live',
  'change-keys',
  'check-backup',
  'collect-files',
  'convert-aof',
  'copy-data',
  'copy-module',
  'count-keys',
  'create-container',
  'find-program',
  'get-image',
  'get-version',
  'issue-certificate',
  'kill-redis',
  'list-tenants',
  'lower-memory-limit',
  'measure-command',
  'measure-round',
  'move-to-trash',
  'pack-files',
  'probe-tenants',
  'raise-memory-limit',
  'read-import',
  'read-source',
  'receive-data',
  'record-port',
  'record-traffic',
  'recreate-container',
  'recreate-missing',
  'register-process',
  'remove-benchmark-keys',
  'remove-container',
  'remove-data',
  'remove-instance',
  'remove-keys',
  'remove-memory-limit',
  'replace-data',
  'reserve-port',
  'restore-folder',
  'restore-chosen-keys',
  'delete-extra-keys',
  'delete-module-keys',
  'restore-keys',
  'safety-backup',
  'save-and-end',
  'save-data',
  'save-keys',
  'set-memory-limit',
  'start-redis',
  'stop-redis',
  'try-settings',
  'undo-changes',
  'verify-backup',
  'verify-modules',
  'verify-settings',
  'verify-tls',
  'wait-loaded',
  'wait-ready',
  'write-config',
  'write-export',
  'write-folders',
  'write-record',
  'catch-up',
  'compare-data',
  'move-tenants',
  'retire-source',
  'switch-over',
  'backup-companion',
  'prepare-companion',
  'remove-companion',
  'restore-companion',
  'start-companion',
  'stop-companion',
  'write-connection-files',
  'other',
]);
export type OperationStepId = z.infer<typeof operationStepId>;

const stepState = z.enum(['pending', 'running', 'done', 'failed']);

const currentStep = z.object({
  /** `other`: a step of an earlier version of this app; its subject is the title. */
  id: operationStepId,
  /** The subject of the step, if an operation has several of its kind: `GET`. */
  subject: z.string().nullable(),
  state: stepState,
  /** Its current detail or its result: `14 MB of 32 MB`. */
  detail: z.string().nullable(),
});

/** Earlier versions of this app wrote the title of a step instead of its id. */
const titledStep = z
  .object({ title: z.string(), state: stepState, detail: z.string().nullable() })
  .transform(({ title, ...step }): z.infer<typeof currentStep> => ({ id: 'other', subject: title, ...step }));

export const operationStep = z.union([currentStep, titledStep]);
export type OperationStep = z.infer<typeof operationStep>;
