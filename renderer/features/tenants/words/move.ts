export const moveTitle = (id: string) => `Move ${id} to another machine`;
export const move = 'Move';
export const machine = 'Machine';
export const chooseAMachine = 'Choose a machine';
export const noOtherMachine = 'There is no other machine. Add one in Preferences, under Machines.';
export const unreachable = 'unreachable';
export const thisComputer = 'This computer';
export const memoryOf = (bytes: string) => `${bytes} of memory`;
export const listMachines = 'List the machines';
export const previewTheMove = (id: string) => `Check what a move of ${id} would do`;
export const checking = 'Checking…';
export const data = 'Data';
export const keysInBytes = (keys: string, bytes: string) => `${keys}, ${bytes} in memory`;
export const unknown = 'unknown';
export const address = 'Port';
export const fromTo = (from: number, to: number) => `${from} → ${to}`;
export const clientsConnected = 'Clients connected';
export const runsAs = 'Runs as';
export const itWorksMeanwhile =
  'The tenant works meanwhile. The data of both is compared. Writes wait for less than a second during the switch.';
export const oldCopyKept = (until: string) => `The old copy is kept until ${until} under “Recently deleted”.`;
export const forwardOldPort = (port: number) => `Forward port ${port} to the new one for 24 hours`;
export const whileTheAppRuns = 'As long as this app runs on this computer.';
export const movedToMachine = (id: string, name: string) => `${id} moved to ${name}`;
export const newUrlAndPause = (port: number, ms: number) =>
  `Port ${port}. Writes waited ${ms} ms; the digests are equal.`;
export const filesMoved = (port: number) => `Port ${port}. The files are equal; it is stopped, as before.`;
export const moveBack = 'Move back';
