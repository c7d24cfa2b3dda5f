/** What people read on the page of preferences, beside the words of each preference (shared/preference-words.ts). */
export const preferences = 'Preferences';
export const subtitle = 'of this app on this computer · saved as you change them';
export const search = 'Search preferences';
export const nothingFound = 'No preference matches this search.';
export const showAll = 'Clear search';
export const counts = (all: number, changed: number) =>
  `${all} preferences${changed === 0 ? '' : `, ${changed} changed from default`}`;
export const resetAll = 'Reset all';
export const resetAllTitle = 'Reset all preferences?';
export const resetAllText = (names: string) =>
  `These return to their defaults: ${names}. Instances and backups do not change.`;
export const reset = (title: string) => `Set ${title} back to its default`;
export const on = 'On';
export const off = 'Off';
export const setBy = (variable: string) => `set by ${variable}`;
export const setByTitle = (variable: string) =>
  `${variable} is set where this app was started. Unset it to choose here.`;
export const newInstances = 'New instances only';
export const afterRestart = 'After a restart of the app';
export const change = (title: string) => `Change ${title}`;
export const couldNotRead = 'Could not read the preferences';
export const disconnected = 'Preferences can be changed again when the app is connected.';
export const homeFolder = 'Home folder';
export const free = (size: string) => `${size} free`;
export const parts = {
  instances: 'Instances',
  backups: 'Backups',
  charts: 'Charts history',
  deleted: 'Recently deleted',
  records: 'Logs and records',
};
export const move = 'Move…';
export const moveTitle = 'Move the home folder';
export const moveText = 'Running servers use the folder, so close the app and stop them first. In a terminal:';
/** A comment in the commands of a move, before the flag. */
export const mainAndEachTenant = 'main, then each tenant with --client-id ID';
export const moveAfterwards =
  'The link keeps the paths in redis.conf and in containers valid. A copy under another VROOLI_HOME would not: its servers would write to the old folder.';
export const copyTheCommands = 'the commands';
export const measureTheHome = 'Measure the home folder';
export const couldNotMeasure = 'Could not measure the home folder';
export const update = 'Update';
export const readTheUpdate = 'Read the state of the update';
export const updateActions = {
  check: 'Check now',
  download: 'Download',
  skip: 'Skip this version',
  install: 'Install and restart',
};
export const updateStates = {
  idle: 'Not checked yet.',
  checking: 'Checking…',
  current: 'This is the newest version.',
  available: 'A newer version is available.',
  downloading: 'Downloading…',
  ready: 'Ready to install.',
  failed: 'The last check failed.',
};
export const downloading = (version: string, share: string) => `Downloading ${version}: ${share}`;
export const offered = (version: string, size: string, skipped: boolean) =>
  `${version}${size === '' ? '' : ` · ${size}`}${skipped ? ' · skipped' : ''}`;
export const engines = 'Engines';
export const detectEngines = 'Detect engines';
export const couldNotDetect = 'Could not detect the engines';
export const notFound = 'not found';
export const passwords = 'Passwords';
export const readThePasswords = 'Read where passwords are kept';
export const couldNotReadPasswords = 'Could not read where passwords are kept';
export const passwordsAreKept = (place: string) => `A password that you enter is kept ${place}.`;
export const forget = 'Forget';
export const forgetPassword = 'Forget the password';
export const forgetPasswordOf = (id: string) => `Forget the password of ${id}`;
export const machines = 'Machines';
export const listMachines = 'List the machines';
export const couldNotListMachines = 'Could not list the machines';
export const thisComputer = 'This computer';
export const addMachine = 'Add machine';
export const addMachineTitle = 'Add a machine with Docker';
export const machineName = 'Name';
export const machineNameHint = 'Lowercase letters, digits and hyphens';
export const address = 'Address';
export const addressHint = 'By SSH with your own keys, or tcp:// with TLS';
export const context = 'Docker context';
export const noContext = 'None: by its address';
export const listContexts = 'List the Docker contexts';
export const certificates = 'Folder of the certificates';
export const certificatesHint = 'With ca.pem, cert.pem and key.pem';
export const production = 'Production';
export const productionHint = 'The app asks for the name of an instance before data is lost there';
export const cancel = 'Cancel';
export const testConnection = 'Test connection';
export const testAgain = 'Test again';
export const testTitle = (name: string) => `Connection to ${name}`;
export const connectionWorks = 'The connection works.';
export const connectionFails = 'The connection does not work.';
export const steps = {
  name: 'Name',
  tcp: 'TCP',
  ssh: 'SSH',
  api: 'API',
  identity: 'Identity',
  rights: 'Rights',
  clock: 'Clock',
  memory: 'Memory',
  disk: 'Disk',
  swarm: 'Swarm',
};
export const results = { ok: 'OK', warning: 'Warning', failed: 'Failed', skipped: '—' };
export const removeMachine = 'Remove from the list';
export const cannotRemove = 'Remove: destroy its tenants first';
export const removeMachineTitle = (name: string) => `Remove ${name} from the list?`;
export const removeMachineText = 'Nothing on that machine is changed. You can add it again.';
export const actionsOf = (name: string) => `Actions of ${name}`;
export const tenantsOf = (count: number) => (count === 1 ? '1 tenant' : `${count} tenants`);
export const swarmOf = (role: 'manager' | 'worker', nodes: number | null) =>
  role === 'worker' ? 'swarm worker' : nodes === null ? 'swarm manager' : `swarm manager of ${nodes} nodes`;
export const portsOf = (start: number, end: number) => `ports ${start} to ${end}`;
export const about = 'About';
export const readTheVersions = 'Read the versions';
export const unknown = '—';
export const copyVersions = 'the versions';
export const licences = 'Licence notices';
export const packages = (count: number) => `${count} packages`;
export const notBuilt = 'This checkout was not built, so it bundles nothing yet.';
export const readTheLicences = 'Read the licence notices';
export const licencesIntro =
  'Code of these packages is part of the app. The installed app also has the licences of Electron and Chromium beside its program.';
export const noText = 'The package contains no text of its licence.';
export const whatsNew = 'What’s new';
export const readTheChanges = 'Read what is new';
export const noChanges = 'The list of changes is missing.';
export const unreleased = 'Not released yet';
export const entriesInEnglish = 'entries in English';
/** The headings of CHANGELOG.md, as Keep a Changelog names them. */
export const changeKinds: Readonly<Record<string, string>> = {
  Added: 'Added',
  Changed: 'Changed',
  Deprecated: 'Deprecated',
  Removed: 'Removed',
  Fixed: 'Fixed',
  Security: 'Security',
};
export const system = 'System';
