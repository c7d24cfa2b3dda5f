type Forms = readonly [one: string, many: string];

export const justNow = 'just now';
/** @param unit `s`, `min`, `h` or `d` */
export const ago = (amount: number, unit: string) => `${amount} ${unit} ago`;
export const inFuture = (amount: number, unit: string) => `in ${amount} ${unit}`;
/** @param month the short name */
export const dayOfMonth = (day: number, month: string) => `${day} ${month}`;
/** A title inside a sentence. German nouns keep their capital letter. */
export const insideSentence = (title: string) => title.toLowerCase();
export const opsPerSecond = (value: string) => `${value} ops/s`;

export const nouns = {
  attempt: ['attempt', 'attempts'] as Forms,
  backup: ['backup', 'backups'] as Forms,
  change: ['change', 'changes'] as Forms,
  check: ['check', 'checks'] as Forms,
  client: ['client', 'clients'] as Forms,
  connection: ['connection', 'connections'] as Forms,
  damagedLine: ['damaged line', 'damaged lines'] as Forms,
  database: ['database', 'databases'] as Forms,
  day: ['day', 'days'] as Forms,
  earlierVerification: ['earlier verification', 'earlier verifications'] as Forms,
  entry: ['entry', 'entries'] as Forms,
  event: ['event', 'events'] as Forms,
  hour: ['hour', 'hours'] as Forms,
  instance: ['instance', 'instances'] as Forms,
  key: ['key', 'keys'] as Forms,
  line: ['line', 'lines'] as Forms,
  match: ['match', 'matches'] as Forms,
  message: ['message', 'messages'] as Forms,
  minute: ['minute', 'minutes'] as Forms,
  more: ['more', 'more'] as Forms,
  moreKey: ['more key', 'more keys'] as Forms,
  newAlert: ['new alert', 'new alerts'] as Forms,
  newLine: ['new line', 'new lines'] as Forms,
  other: ['other', 'others'] as Forms,
  password: ['password', 'passwords'] as Forms,
  pattern: ['pattern', 'patterns'] as Forms,
  plan: ['plan', 'plans'] as Forms,
  port: ['port', 'ports'] as Forms,
  processor: ['processor', 'processors'] as Forms,
  program: ['program', 'programs'] as Forms,
  result: ['result', 'results'] as Forms,
  risk: ['risk', 'risks'] as Forms,
  setting: ['setting', 'settings'] as Forms,
  tenant: ['tenant', 'tenants'] as Forms,
  version: ['version', 'versions'] as Forms,
};

export const theClipboardIsDenied = 'The browser denied access to the clipboard. Allow it for this page and try again.';
export const thePasswordStaysOnTheClipboard =
  'The text includes the password and stays on the clipboard until you copy something else.';
export const theClipboardIsCleared =
  'The text includes the password. The clipboard is cleared after 60 s unless you copy something else.';

export const backupKinds = { snapshot: 'Snapshot', archive: 'Archive' };
export const backupReasons = { manual: 'Manual', scheduled: 'Scheduled', safety: 'Safety', imported: 'Imported' };
export const trust = {
  verified: 'Verified',
  warnings: 'Verified with warnings',
  unverified: 'Not verified',
  failed: 'Verification failed',
  damaged: 'Damaged',
};
/** In a column whose title says what they are about. */
export const shortTrust = { warnings: 'Warnings', failed: 'Failed' };
export const takenForSafety = 'taken for safety';
export const takenForSafetyBefore = (before: string) => `taken for safety before ${before}`;
export const before = {
  restore: 'a restore',
  flush: 'a flush',
  undo: 'an undo',
  settings: 'a change of settings',
  upgrade: 'an upgrade',
  uninstall: 'uninstalling',
};
export const bySchedule = 'by its schedule';
export const imported = 'imported';
export const byHand = 'by hand';
export const byHandFromATerminal = 'by hand, from a terminal';
export const decidedBy = {
  'redis.conf': 'Decided by the redis.conf in the archive.',
  dates: 'Decided by the dates in the archive: it is the newest.',
  choice: 'Decided by your choice.',
};
export const cannotBeLoaded = 'cannot be loaded';
export const counts = (path: string, decision: string) => `${path} counts. ${decision}`;
export const undoneChanges = { flush: 'flush', restore: 'restore', undo: 'undo', settings: 'change of settings' };
export const theKeys = 'the keys';
export const close = 'Close';
