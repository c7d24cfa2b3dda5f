const OPEN = /[{[]/;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * A JSON text with one line for each member, so that a difference shows the member. Every token keeps its spelling:
 * numbers their digits, members their order.
 * @returns null for a text that is no JSON object or array
 */
export function jsonLines(text: string): string[] | null {
  const start = text.trimStart()[0];
  if (start !== '{' && start !== '[') return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const end = () => {
    lines.push(line);
    line = '  '.repeat(depth);
  };
  const tokens = text.match(TOKEN) ?? [];
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (OPEN.test(token) && token.length === 1) {
      line += token;
      const isEmpty = next === '}' || next === ']';
      if (isEmpty) continue;
      depth++;
      end();
    } else if (token === '}' || token === ']') {
      const before = tokens[at - 1];
      const isEmpty = before === '{' || before === '[';
      if (!isEmpty) {
        depth--;
        end();
      }
      line += token;
    } else if (token === ',') {
      line += token;
      end();
    } else line += token === ':' ? ': ' : token;
  }
  lines.push(line);
  return lines;
}
