/** A reply as it comes from the client: text, number, nothing, an error, or a list of these. */
export type Reply = unknown;

/**
 * A reply as redis-cli prints it.
 * @param forPeople on a terminal: types and quotes are shown; else the bare values, a line each
 */
export function formatReply(reply: Reply, forPeople: boolean): string {
  return forPeople ? shown(reply, '') : bare(reply);
}

function bare(reply: Reply): string {
  if (Array.isArray(reply)) return reply.map(bare).join('\n');
  if (reply instanceof Error) return reply.message;
  return reply === null || reply === undefined ? '' : String(reply);
}

function shown(reply: Reply, indent: string): string {
  if (reply === null || reply === undefined) return '(nil)';
  if (reply instanceof Error) return `(error) ${reply.message}`;
  if (typeof reply === 'number' || typeof reply === 'bigint') return `(integer) ${reply}`;
  if (!Array.isArray(reply)) return quoted(String(reply));
  if (reply.length === 0) return '(empty array)';
  const width = String(reply.length).length;
  return reply
    .map((item: unknown, index) => {
      const number = `${String(index + 1).padStart(width)}) `;
      return `${index === 0 ? '' : indent}${number}${shown(item, indent + ' '.repeat(number.length))}`;
    })
    .join('\n');
}

/** Control characters and quotes are written so that a value can move neither the cursor nor the reader. */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is written out
  const safe = text.replace(/[\u0000-\u001f\u007f-\u009f"\\]/g, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char];
    return known ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${safe}"`;
}
