import { counted } from '../../../lib/counted.ts';

/** What people read in tenants/machines. */

export const instances = 'Instances';
export const whichView = 'Show as';
export const list = 'List';
export const machines = 'Machines';
export const factsOf = (machines: number, tenants: number) =>
  `${counted(machines, 'machine', 'machines')} · ${counted(tenants, 'tenant')}`;
export const countUnreachable = (count: number) => `${count} unreachable`;
export const testIsolation = 'Test isolation…';
export const addMachine = 'Add machine…';
export const machine = 'Machine';
export const state = 'State';
export const engine = 'Engine';
export const memory = 'Memory';
export const cpuHour = 'CPU, 1 h';
export const tenants = 'Tenants';
export const memoryFullIn = 'Memory full in';
export const latency = 'Latency';
export const thisComputer = 'This computer';
export const connected = 'Connected';
export const unreachable = 'Unreachable';
export const production = 'Production';
export const usedOf = (used: string, all: string) => `${used} of ${all}`;
export const countOf = (count: number, of: number) => `${count} of ${of}`;
export const days = (days: number) => `${days} d`;
export const overAYear = 'over 1 y';
export const growsADay = (bytes: string) => `Grows by ${bytes} a day, by the last seven days`;
export const noForecast = 'Needs a day of recorded history';
export const memoryOfItsInstances = 'Memory that its instances use';
export const unreachableSince = (time: string, age: string) => `Unreachable since ${time} (${age})`;
export const itsTenantsShowTheirLastState = (count: number) =>
  count === 1 ? 'Its tenant shows its last known state.' : `Its ${count} tenants show their last known state.`;
export const preferences = 'Preferences…';
export const actionsOf = (name: string) => `Actions of ${name}`;
export const drain = 'Move all tenants away…';
export const tenantsByMachine = 'Tenants by machine';
export const allTenants = 'All tenants';
export const filterTenants = 'Filter tenants';
export const groupBy = 'Group by';
export const group = 'Group';
export const none = 'None';
export const listTheMachines = 'List the machines';
export const machinesCouldNotBeListed = 'The machines could not be listed';
export const drainTitle = (name: string) => `Move all tenants away from ${name}`;
export const drainLabel = 'Move all';
export const moveThemTo = 'Move them to';
export const previewTheDrain = 'Check where the tenants would go';
export const goesTo = (id: string, to: string) => `${id} → ${to}`;
export const stays = (id: string, reason: string) => `${id} stays: ${reason}`;
export const twoAtATime =
  'Two move at the same time. Each works meanwhile; a failed move leaves its tenant where it is.';
export const movedAway = (count: number, name: string) => `${counted(count, 'tenant')} moved away from ${name}`;
export const stayedCount = (count: number) => `${count} stayed: see the activity.`;
export const allMoved = 'All of them moved.';
export const cancel = 'Cancel';
