import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import {
  containerSecurity,
  labelsOf,
  type ManifestInput,
  metadataOf,
  passwordVariable,
  podSecurity,
} from './pod-parts.ts';
import { backupScript } from './scripts.ts';

const FOLDER = '/backups';
/** A backup that hangs must not block the following ones. */
const DEADLINE_SECONDS = 6 * 3600;

/** A volume apart from the data: deleting the StatefulSet or its data leaves the backups. */
export function backupVolume(input: ManifestInput): IPersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadataOf(input, input.names.backupVolume, 'backup'),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: input.sizes.backups } } },
  };
}

export function backupJob(input: ManifestInput): ICronJob {
  const { names, image, cron, keep } = input;
  const labels = labelsOf(names, 'backup');
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(input, names.backup, 'backup'),
    spec: {
      schedule: cron,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels },
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          template: {
            metadata: { labels },
            spec: {
              restartPolicy: 'Never',
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              securityContext: podSecurity,
              containers: [
                {
                  name: 'backup',
                  image,
                  command: [
                    'sh',
                    '-c',
                    backupScript(names.base, { host: names.base, port: 6379, folder: FOLDER, keep }),
                  ],
                  env: [passwordVariable(names)],
                  resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '256Mi' } },
                  securityContext: containerSecurity,
                  volumeMounts: [{ name: 'backups', mountPath: FOLDER }],
                },
              ],
              volumes: [{ name: 'backups', persistentVolumeClaim: { claimName: names.backupVolume } }],
            },
          },
        },
      },
    },
  };
}
