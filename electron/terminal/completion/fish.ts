import type { CompletedFlag, CompletionModel } from './completion-model.ts';
import { fishWord } from './shell-text.ts';

/** A completion script for fish 3 or newer. */
export function fishCompletion({ actions, flags }: CompletionModel, programs: readonly string[]): string {
  const usedBy = (flag: CompletedFlag) => actions.filter((action) => action.flags.includes(flag.name));
  return `# Completion of ${programs.join(' and ')} for fish.
function __vrooli_redis_action
    set -l tokens (commandline -opc)
    if string match -qr '^[a-z]' -- $tokens[2]
        echo $tokens[2]
        return
    end
    for i in (seq 2 (count $tokens))
        switch $tokens[$i]
            case --action -a
                set -l next (math $i + 1)
                echo $tokens[$next]
                return
            case '--action=*'
                string replace -- --action= '' $tokens[$i]
                return
        end
    end
end
function __vrooli_redis_runs
    set -l action (__vrooli_redis_action)
    test -n "$action"; or set action status
    contains -- $action $argv
end
function __vrooli_redis_names
    set -l tokens (commandline -opc)
    set -l instance (string match -rg -- '(?:--instance|--client-id|-c)[ =](\\S+)' "$tokens")
    $tokens[1] completion --names $argv[1] (test -n "$instance"; and printf '%s\\n' --instance $instance) 2>/dev/null
end
${programs
  .flatMap((program) => [
    `complete -c ${program} -f`,
    ...actions.map(
      ({ name, summary }) =>
        `complete -c ${program} -n 'test -z (__vrooli_redis_action)' -a ${name} -d ${fishWord(summary)}`,
    ),
    ...flags.map((flag) => flagLine(program, flag)),
  ])
  .join('\n')}
`;

  function flagLine(program: string, flag: CompletedFlag): string {
    const used = usedBy(flag);
    const when =
      used.length === actions.length ? '' : ` -n '__vrooli_redis_runs ${used.map(({ name }) => name).join(' ')}'`;
    const short = flag.short === null ? '' : ` -s ${flag.short}`;
    return `complete -c ${program}${when} -l ${flag.name}${short}${candidates(flag)} -d ${fishWord(flag.about)}`;
  }

  function candidates({ value }: CompletedFlag): string {
    if (value === null) return '';
    if (value === 'files') return ' -r -F';
    if (value === 'any') return ' -x';
    if (value === 'actions') return ` -x -a '${actions.map(({ name }) => name).join(' ')}'`;
    if (value === 'instances' || value === 'backups') return ` -x -a '(__vrooli_redis_names ${value})'`;
    return ` -x -a ${fishWord(value.join(' '))}`;
  }
}
