/** A command as MONITOR reports it. */
export interface MonitoredCommand {
  readonly database: number;
  /** The client's address, or `lua`. */
  readonly source: string;
  readonly words: readonly Buffer[];
}

const head = /^\d+\.\d+ \[(\d{1,9}) ([^\]]{1,120})\] (?=")/;
const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, a: 7, b: 8 };

/**
 * Parses a line of MONITOR: `1339518083.107412 [0 127.0.0.1:60866] "set" "a\x00b"`.
 * @returns null for a line that is no command, or was cut
 * @see https://github.com/redis/redis/blob/7.0/src/replication.c replicationFeedMonitors
 */
export function parseMonitorLine(line: string): MonitoredCommand | null {
  const text = line.replace(/^\+/, '').replace(/\r$/, '');
  const found = head.exec(text);
  if (found === null) return null;
  const words = wordsOf(text.slice(found[0].length));
  return words === null ? null : { database: Number(found[1]), source: found[2] ?? '', words };
}

/** Words in double quotes with the escapes of `sdscatrepr`; null if a quote is not closed. */
function wordsOf(text: string): readonly Buffer[] | null {
  const words: Buffer[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '"') return null;
    const bytes: number[] = [];
    at += 1;
    for (; at < text.length && text[at] !== '"'; at += 1) {
      if (text[at] !== '\\') {
        bytes.push(text.charCodeAt(at) & 0xff);
        continue;
      }
      at += 1;
      const letter = text[at] ?? '';
      if (letter === 'x') {
        const hex = text.slice(at + 1, at + 3);
        if (!/^[\da-f]{2}$/i.test(hex)) return null;
        bytes.push(Number.parseInt(hex, 16));
        at += 2;
      } else bytes.push(escapes[letter] ?? letter.charCodeAt(0));
    }
    if (text[at] !== '"') return null;
    words.push(Buffer.from(bytes));
    at += 1;
    if (at < text.length && text[at] !== ' ') return null;
    at += 1;
  }
  return words.length === 0 ? null : words;
}
