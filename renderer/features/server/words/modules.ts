export const name = 'Module';
export const version = 'Version';
export const types = 'Types of values';
export const arguments_ = 'Arguments';
export const loadedBy = 'Loaded by';
export const file = 'File';
export const ofRedisConf = 'redis.conf';
export const nextStart = 'redis.conf, from the next start';
export const ofTheImage = 'the image';
export const ofTheServer = 'the server itself';
export const elsewhere = 'MODULE LOAD, until a restart';
export const nameUnknown = 'known when it is loaded';
export const load = 'Load module…';
export const unload = 'Unload…';
export const unloadNamed = (module: string) => `Unload ${module}`;
export const listOf = (id: string) => `Modules of ${id}`;
export const readModules = (id: string) => `Read the modules of ${id}`;
export const noneTitle = (id: string) => `${id} loads no modules`;
export const noneText =
  'A module adds commands and types of values to Redis. Choose its file, or drop the file here. It is tried in a scratch server first.';
export const stopped =
  'The server is stopped. These are the modules of redis.conf; their names are known when they are loaded.';
export const refused = (said: string) =>
  `The server does not report its modules (${said}). These are the modules of redis.conf.`;
export const values = (list: string) => `Values of modules in its databases: ${list}.`;
export const valuesAtLeast = (list: string) =>
  `Values of modules in its databases: at least ${list}. Not all keys were read.`;
export const keysOfType = (keys: string, type: string) => `${keys} of the type ${type}`;
export const whyFixed = {
  elsewhere: (place: string | null) =>
    place === null
      ? 'It was loaded by MODULE LOAD, and is gone after the next restart.'
      : `${place} loads it. Remove it there.`,
  image: () => 'It belongs to the image of the container.',
  server: () => 'It is a part of the server.',
} as const;

export const dropToLoad = (id: string) => `Drop to load it as a module of ${id}`;
export const loadInto = (id: string) => `Load a module into ${id}`;
export const loadIt = 'Load and restart';
export const loadStopped = 'Load';
export const loadIntroduction =
  'The file is copied beside redis.conf, where the server can load it. Redis runs the code of a module with all its rights: load only modules that you trust.';
export const chooseFile = 'Choose file';
export const orDropIt = 'A compiled module, such as module.so, or drop it anywhere';
export const orPath = 'Or a path';
export const pathExplained = 'On the computer that runs this app.';
export const argumentsExplained =
  'As in redis.conf: separated by spaces, with quotes around an argument that contains a space.';
export const tried = 'Tried in a scratch server:';
export const trying = 'Trying it in a scratch server…';
export const itsCommands = (list: string) => `Commands: ${list}`;
export const restartsOnce = 'The server restarts once. Its keys are counted before and after.';
export const atNextStart = 'The server is stopped and loads it at its next start.';
export const checkTheModule = 'Check the module';

export const unloadTitle = (module: string, id: string) => `Unload ${module} from ${id}?`;
export const unloadIt = 'Unload and restart';
export const checkWhatIsLost = 'Check what unloading the module loses';
export const counting = 'Looking for keys that only this module can read…';
export const loses = (list: string) =>
  `${list} will be deleted: nothing else can read them, and Redis would not start with them.`;
export const backupFirst = 'A safety backup is taken first. To get the keys back, load the module again, then undo.';
export const losesNothing = 'No key needs this module. All keys stay.';
export const commandsGo = (list: string) => `These commands disappear: ${list}`;

export const loaded = (module: string, id: string) => `${module} loaded into ${id}`;
export const unloaded = (module: string, id: string) => `${module} unloaded from ${id}`;
export const notVerified = 'The server does not report its modules, so this was not verified.';
export const undo = 'Undo';
export const and = ' and ';
