import { z } from 'zod';
import { clientRole, parseClientList } from '../../redis/info/client-list.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import { boundedText } from '../ask-server.ts';

/** How many groups a line has: those with most memory. */
const MAX_GROUPS = 20;
const MAX_TEXT = 100;

/** The clients at one time, without this app's, in groups of one name, library and host. */
export const clientLine = z.object({
  at: z.number(),
  total: z.number().int(),
  groups: z
    .array(
      z.object({
        name: z.string().max(400),
        library: z.string().max(400),
        host: z.string().max(400),
        count: z.number().int(),
        /** Clients that wait in a blocking command. */
        blocked: z.number().int(),
        outputBytes: z.number(),
        memoryBytes: z.number(),
        /** The last commands of its clients, most frequent first. */
        commands: z.array(z.string().max(400)).max(3),
      }),
    )
    .max(MAX_GROUPS),
});
export type ClientLine = z.infer<typeof clientLine>;
type Group = ClientLine['groups'][number];

/** @param reply of CLIENT LIST */
export function clientLineOf(reply: string, at: number): ClientLine {
  const groups = new Map<string, { group: Group; commands: Map<string, number> }>();
  const clients = parseClientList(reply).filter(({ name }) => name !== OWN_CONNECTION_NAME);
  for (const { name, libName, address, flags, outputBytes, memoryBytes, queryBytes, command } of clients) {
    const host = address.replace(/:\d+$/, '');
    const key = `${name}\n${libName}\n${host}`;
    const found = groups.get(key) ?? { group: emptyGroup(name, libName, host), commands: new Map() };
    groups.set(key, found);
    found.group.count += 1;
    if (clientRole(flags) === 'blocked') found.group.blocked += 1;
    found.group.outputBytes += outputBytes;
    found.group.memoryBytes += memoryBytes ?? queryBytes + outputBytes;
    found.commands.set(command, (found.commands.get(command) ?? 0) + 1);
  }
  const sorted = [...groups.values()].sort((a, b) => b.group.memoryBytes - a.group.memoryBytes).slice(0, MAX_GROUPS);
  return {
    at,
    total: clients.length,
    groups: sorted.map(({ group, commands }) => ({ ...group, commands: mostFrequent(commands) })),
  };
}

function emptyGroup(name: string, library: string, host: string): Group {
  const text = (value: string) => boundedText(value, MAX_TEXT);
  const names = { name: text(name), library: text(library), host: text(host) };
  return { ...names, count: 0, blocked: 0, outputBytes: 0, memoryBytes: 0, commands: [] };
}

function mostFrequent(commands: ReadonlyMap<string, number>): string[] {
  const sorted = [...commands].sort(([, one], [, other]) => other - one).slice(0, 3);
  return sorted.map(([command]) => boundedText(command.toUpperCase().replace('|', ' '), MAX_TEXT));
}

export function parseClientLine(value: unknown): ClientLine | null {
  return clientLine.safeParse(value).data ?? null;
}
