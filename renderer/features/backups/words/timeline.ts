/** What people read in backups/timeline. */
export const timelineWords = {
  legend: 'Legend',
  snapshot: 'Snapshot',
  archive: 'Archive',
  safety: 'Safety',
  verified: 'Verified',
  verificationFailed: 'Verification failed',
  lastSpan: (span: string) => `Last ${span}`,
  whenBackupsWereTaken: 'When backups were taken',
};
