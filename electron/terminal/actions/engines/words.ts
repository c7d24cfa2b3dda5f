import { quoted } from '../../../../shared/format/shell-word.ts';

export const listAddTestAndRemoveEngines = 'List the Docker engines of other machines; add, test and remove them';
export const sshUsesYourOwnSsh =
  'ssh:// uses your own ssh with its configuration and agent. It never prompts: use a key or an agent.';
export const anEngineIsAddedOnlyIfItAnswers =
  'An engine is added only if it answers. tcp:// needs TLS unless it is on this computer.';
export const oneOfAddRemoveTest = 'one of --add, --remove, --test, --nodes and --drain';
export const giveOneOfAddRemoveTest = 'engines takes one of --add, --remove, --test, --nodes and --drain.';
export const flagNeedsAdd = (flag: string) => `--${flag} describes an engine to add: give --add NAME as well.`;
export const flagNeedsDrain = (flag: string) => `--${flag} belongs to --drain NAME: give it as well.`;
export const drainMovesAll =
  '--drain NAME --targets A,B moves all tenants of a machine to others, two at a time, each where most memory is left.';
export const drainOpensPorts = 'With --publish tls it opens their ports there, as move-client does.';
export const engineIsAdded = (name: string, address: string, version: string) =>
  `The engine ${name} is added: ${version} at ${address}.`;
export const itsInstancesGetPorts = (start: number, end: number) => `Its instances get ports from ${start} to ${end}.`;
export const engineIsRemoved = (name: string) =>
  `The engine ${name} is removed from the list. Nothing there was changed.`;
export const theConnectionWorks = 'The connection works.';
export const theConnectionFails = 'The connection does not work.';
export const since = (time: string) => `since ${time}`;
export const dockerContextsOfThisUser = 'Docker contexts of this user:';
export const addContext = (name: string) => `Add it: --action engines --add NAME --context ${quoted(name)}`;
export const stepNames = {
  name: 'name',
  tcp: 'TCP',
  ssh: 'SSH',
  api: 'API',
  identity: 'identity',
  rights: 'rights',
  clock: 'clock',
  memory: 'memory',
  disk: 'disk',
  swarm: 'swarm',
} as const;
export const aNodeRunsServices =
  'A tenant runs as a service on a node that create-client names with --node. The app never initialises or joins a swarm.';
export const theFirstNodeIsChosenByAuto = 'The first node is the one that --node auto chooses.';
export const noNodeCanBeUsed = 'No node can be used.';
