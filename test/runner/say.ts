/** A line of the runner's own, told apart from what the suites print. */
export function say(text: string): void {
  process.stdout.write(`[test] ${text}\n`);
}
