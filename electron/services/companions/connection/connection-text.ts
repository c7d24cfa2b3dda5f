import type { ComposeService } from '../kind/companion-kind.ts';

/** The first line of both files. A file without it was written by another program or a person. */
export const WRITTEN_BY = '# Written by Vrooli Redis Desktop';

/** One service of compose.yaml. */
export interface ComposeEntry {
  readonly name: string;
  readonly image: string;
  readonly service: ComposeService;
}

/**
 * `.env`, in the syntax that Docker Compose, dotenv and a shell read.
 * @param redis lines that already have this syntax
 */
export function environmentText(
  client: string,
  redis: string,
  services: readonly { readonly title: string; readonly values: Readonly<Record<string, string>> }[],
): string {
  const blocks = services.map(({ title, values }) => [
    '',
    `# ${title}`,
    ...Object.entries(values).map(([name, value]) => `${name}=${value}`),
  ]);
  const head = `${WRITTEN_BY} for the tenant ${client}. It is written again when a port or password changes.`;
  return `${[head, '', '# Redis', redis, ...blocks.flat()].join('\n')}\n`;
}

/**
 * compose.yaml for a computer without this app: the same services, with the ports and passwords of the `.env` beside
 * it. A quoted JSON string is also a YAML string. https://docs.docker.com/reference/compose-file/
 */
export function composeText(client: string, network: string | null, entries: readonly ComposeEntry[]): string {
  const lines = [
    `${WRITTEN_BY} for the tenant ${client}.`,
    '# It runs the same services with "docker compose up" on another computer, with the .env beside it.',
    '# On this computer they run already.',
    ...(network === null ? [] : [`# To reach them by name from containers of your own, join the network ${network}.`]),
    `name: ${quoted(client)}`,
    'services:',
  ];
  for (const { name, image, service } of entries) {
    lines.push(`  ${name}:`, `    image: ${quoted(image)}`, '    restart: unless-stopped');
    if (service.command) lines.push(`    command: [${service.command.map(quoted).join(', ')}]`);
    lines.push(...mapping('environment', Object.entries(service.environment), 4));
    if (service.ports.length > 0) {
      lines.push('    ports:');
      for (const { variable, inside } of service.ports)
        lines.push(`      - ${JSON.stringify(`127.0.0.1:\${${variable}}:${inside}`)}`);
    }
    if (Object.keys(service.secrets).length > 0) {
      lines.push('    secrets:', ...Object.keys(service.secrets).map((secret) => `      - ${secret}`));
    }
    lines.push('    volumes:', `      - ${quoted(`${name}-data:${service.dataTarget}`)}`);
  }
  lines.push('volumes:', ...entries.map(({ name }) => `  ${name}-data: {}`));
  const secrets = entries.flatMap(({ service }) => Object.entries(service.secrets));
  if (secrets.length > 0) lines.push('secrets:');
  for (const [secret, variable] of secrets) lines.push(`  ${secret}:`, `    environment: ${variable}`);
  return `${lines.join('\n')}\n`;
}

function mapping(name: string, values: readonly (readonly [string, string])[], indent: number): readonly string[] {
  if (values.length === 0) return [];
  const space = ' '.repeat(indent);
  return [`${space}${name}:`, ...values.map(([key, value]) => `${space}  ${key}: ${quoted(value)}`)];
}

/** Compose expands `$` unless it is doubled. */
function quoted(text: string): string {
  return JSON.stringify(text.replaceAll('$', '$$$$'));
}
