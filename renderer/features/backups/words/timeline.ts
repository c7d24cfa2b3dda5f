export const legend = 'Legend';
export const snapshot = 'Snapshot';
export const archive = 'Archive';
export const safety = 'Safety';
export const verified = 'Verified';
export const verificationFailed = 'Verification failed';
export const lastSpan = (span: string) => `Last ${span}`;
export const whenBackupsWereTaken = 'When backups were taken';
export const today = 'today';
