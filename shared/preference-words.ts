import type { PreferenceGroup, PreferenceName } from './contract/preference-table.ts';

/** The texts of each preference, for every client. */
export interface PreferenceWords {
  readonly title: string;
  /** One short sentence: its effect, or when it applies; empty if the title says it. */
  readonly hint: string;
  /** The labels of its choices, if they differ from their names. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The unit beside its field. */
  readonly unit?: string;
}

export type AllPreferenceWords = Readonly<Record<PreferenceName, PreferenceWords>>;

/** By preference. */
export const preferenceWords: AllPreferenceWords = {
  theme: { title: 'Theme', hint: '', choices: { system: 'System', light: 'Light', dark: 'Dark' } },
  language: { title: 'Language', hint: 'The page reloads in it', choices: { en: 'English', de: 'Deutsch' } },
  times: {
    title: 'Time format',
    hint: 'The other one is in the tooltip',
    choices: { relative: 'Relative', exact: 'Exact' },
  },
  units: {
    title: 'Sizes',
    hint: '',
    choices: { binary: '1 KB = 1,024 bytes', decimal: '1 kB = 1,000 bytes' },
  },
  'start-at-login': { title: 'Start at login', hint: 'Without a window, when the app keeps running in the background' },
  'keep-running': { title: 'Keep running in the background', hint: 'Schedules and charts continue without a window' },
  runtime: {
    title: 'Runtime',
    hint: 'Automatic: the first that responds',
    choices: { auto: 'Automatic', docker: 'Docker', process: 'Process' },
  },
  engine: { title: 'Docker engine', hint: 'Address of the engine while no instance has recorded one; empty: detected' },
  image: { title: 'Redis image', hint: 'For Docker' },
  mirror: { title: 'Image mirror', hint: 'Asked before Docker Hub; empty: none' },
  'sampling-interval': { title: 'Sampling interval', hint: 'Also for alerts and the exporter', unit: 'ms' },
  'watched-interval': { title: 'While charts are open', hint: '', unit: 'ms' },
  'charts-kept': { title: 'Keep charts for', hint: 'Older figures are deleted with the next clean-up', unit: 'days' },
  'backups-kept': {
    title: 'Age limit of a clean-up',
    hint: 'Used by cleanup-backups without limits; pinned and the newest verified backup stay',
    unit: 'days',
  },
  'undo-space': {
    title: 'Disk for undo of key changes',
    hint: 'At most half of the free disk; the newest change stays for 7 days at any size',
    unit: 'GB',
  },
  'verify-backups': { title: 'Verify after each backup', hint: 'Restores it into a scratch server' },
  passwords: {
    title: 'Keep entered passwords',
    hint: 'A file of mode 0600 is readable for the CLI and the web UI; a keychain only for the desktop app',
    choices: { keychain: 'In the keychain', file: 'In a file' },
  },
  'new-read-only': { title: 'New instances are read-only', hint: 'The app changes no keys until you allow it' },
  metrics: { title: 'Serve metrics', hint: 'To programs on this computer, while the app or serve runs' },
  'metrics-port': { title: 'Metrics port', hint: '' },
  updates: {
    title: 'Updates',
    hint: 'Nothing is installed without your consent',
    choices: { off: 'Do not check', notify: 'Check and tell me', download: 'Check and download' },
  },
  'skipped-update': { title: 'Skipped version', hint: '' },
  'seen-version': { title: 'Last version seen', hint: '' },
  'seen-tour': { title: 'Tour seen', hint: '' },
};

export const preferenceGroups: Readonly<Record<PreferenceGroup, string>> = {
  general: 'General',
  storage: 'Storage and engine',
  sampling: 'Sampling',
  backups: 'Backups',
  security: 'Security',
  integration: 'Integration',
  updates: 'Updates',
  state: 'What the app remembers',
};
