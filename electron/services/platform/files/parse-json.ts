/** Parses JSON; null for invalid text, such as a truncated line. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
