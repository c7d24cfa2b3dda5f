export const recent = 'Recent';
export const open = ' open';
export const copyCliCommand = ' copy CLI command';
export const commands = ' commands';
export const instances = ' instances';
export const oneKind = ' one kind';
export const whatToFind = 'What to find';
export const settingsOfAbout = (about: string) => `Settings of ${about}`;
export const more = (more: string) => `${more} more`;
export const readTheListOfBackups = 'Read the list of backups';
export const checkWhatCanBeUndone = 'Check what can be undone';
export const readTheListOfTenants = 'Read the list of tenants';
export const anInstance = 'an instance';
export const readTheSettingsOfInstance = (instance: string) => `Read the settings of ${instance}`;
export const cliCommandCopied = 'CLI command copied';
export const copyTheCliCommand = 'Copy the CLI command';
export const searchPlaceholder = 'Find an instance, a backup, a setting, or run a command';
export const searchOrRunACommand = 'Search or run a command';
export const inAbout = (about: string) => `in ${about}  `;
export const results = 'Results';
export const noResultsForWords = (words: string) => `No results for “${words}”`;
export const search = 'Search';
export const keyboardShortcuts = 'Keyboard shortcuts';
export const singleLetterShortcuts = 'Single-letter shortcuts';
export const shortcutsWorkOutsideFields = 'They work outside fields, on the focused row or the open instance.';
export const kinds = {
  instance: 'Instances',
  backup: 'Backups',
  setting: 'Settings',
  view: 'Views',
  command: 'Commands',
};
export const all = 'All';
export const groups = {
  'Go to': 'Go to',
  Instance: 'Instance',
  'All instances': 'All instances',
  View: 'View',
  Help: 'Help',
};
export const ctrlKey = 'Ctrl';
export const shiftKey = 'Shift';
