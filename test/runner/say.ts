/** Prints a line of the runner itself, marked to differ from the suites' output. */
export function say(text: string): void {
  process.stdout.write(`[test] ${text}\n`);
}
