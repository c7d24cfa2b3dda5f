/** A reply of the client: string, number, null, Error, or a list of these. */
export type Reply = unknown;

/**
 * Formats a reply as redis-cli does.
 * @param forPeople for a terminal, with types and quotes; else bare values, one per line
 */
export function formatReply(reply: Reply, forPeople: boolean): string {
  return forPeople ? annotated(reply, '') : bare(reply);
}

function bare(reply: Reply): string {
  if (Array.isArray(reply)) return reply.map(bare).join('\n');
  if (reply instanceof Error) return reply.message;
  return reply === null || reply === undefined ? '' : String(reply);
}

function annotated(reply: Reply, indent: string): string {
  if (reply === null || reply === undefined) return '(nil)';
  if (reply instanceof Error) return `(error) ${reply.message}`;
  if (typeof reply === 'number' || typeof reply === 'bigint') return `(integer) ${reply}`;
  if (!Array.isArray(reply)) return quoted(String(reply));
  if (reply.length === 0) return '(empty array)';
  const width = String(reply.length).length;
  return reply
    .map((item: unknown, index) => {
      const number = `${String(index + 1).padStart(width)}) `;
      return `${index === 0 ? '' : indent}${number}${annotated(item, indent + ' '.repeat(number.length))}`;
    })
    .join('\n');
}

/** Escapes control characters, so that a value cannot control the terminal. */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  const safe = text.replace(/[\u0000-\u001f\u007f-\u009f"\\]/g, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char];
    return short ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${safe}"`;
}
