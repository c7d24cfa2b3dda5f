/**
 * The shell holds a pipe from us as its standard input. When it closes, because we close it or are killed, it kills the
 * program, then removes the given paths. A program that ends by itself leaves them, so that its log can be read.
 * If memory runs out, the kernel kills this program before any other.
 */
const guard = `echo 1000 2>/dev/null >/proc/self/oom_score_adj
count=$1; shift; exec 3<&0
(shift "$count"; exec 3<&-; exec "$@") </dev/null & program=$!
{ read -r _ <&3; kill -9 $program || exit
while [ "$count" -gt 0 ]; do rm -rf "$1"; shift; count=$((count - 1)); done; } >/dev/null 2>&1 & exec 3<&-; wait $program`;

/**
 * A command that never outlives this app, even if the app is killed. Spawn it with a pipe as standard input, and close
 * that pipe to kill the program. The program itself has no input, and its exit code is that of the command.
 * @param removes absolute paths to remove after the program was killed
 */
export function endingWithUs(command: readonly string[], removes: readonly string[] = []): readonly string[] {
  // There is no such shell on Windows, and only tools that end by themselves run there.
  if (process.platform === 'win32') return command;
  return ['/bin/sh', '-c', guard, 'guard', String(removes.length), ...removes, ...command];
}
