import type { CompletedFlag, CompletionModel } from './completion-model.ts';
import { spellings, word } from './shell-text.ts';

/** A completion script for bash 4 or newer. It needs no other package. */
export function bashCompletion({ actions, flags }: CompletionModel, programs: readonly string[]): string {
  return `# Completion of ${programs.join(' and ')} for bash.
_vrooli_redis() {
  local program=\${COMP_WORDS[0]} cur=\${COMP_WORDS[COMP_CWORD]} prev='' action='' instance='' i
  ((COMP_CWORD > 0)) && prev=\${COMP_WORDS[COMP_CWORD - 1]}
  # bash takes "--flag=value" for three words.
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    local value=\${COMP_WORDS[i + 1]}
    [[ $value == '=' ]] && value=\${COMP_WORDS[i + 2]}
    case \${COMP_WORDS[i]} in
      --) return ;;
      --action | -a) action=$value ;;
      --instance | --client-id | -c) ((i + 1 < COMP_CWORD)) && instance=$value ;;
      [a-z]*) ((i == 1)) && action=\${COMP_WORDS[1]} ;;
    esac
  done
  COMPREPLY=()
  case $prev in
${flags.flatMap(valueCase).join('\n')}
  esac
  if [[ -z $action && $cur != -* ]]; then
    ((COMP_CWORD == 1)) && mapfile -t COMPREPLY < <(compgen -W ${word(actions.map(({ name }) => name).join(' '))} -- "$cur")
    return
  fi
  case \${action:-status} in
${actions.map(({ name, flags: own }) => `    ${name}) mapfile -t COMPREPLY < <(compgen -W ${word(own.map((flag) => `--${flag}`).join(' '))} -- "$cur") ;;`).join('\n')}
  esac
}
_vrooli_redis_names() {
  "$program" completion --names "$1" \${instance:+--instance "$instance"} 2>/dev/null
}
complete -F _vrooli_redis ${programs.join(' ')}
`;

  function valueCase(flag: CompletedFlag): string[] {
    if (flag.value === null) return [];
    const names = spellings(flag).join(' | ');
    const words = (list: readonly string[]) => `compgen -W ${word(list.join(' '))} -- "$cur"`;
    if (flag.value === 'any') return [`    ${names}) return ;;`];
    if (flag.value === 'files')
      return [
        `    ${names})`,
        '      compopt -o filenames',
        '      mapfile -t COMPREPLY < <(compgen -f -- "$cur")',
        '      return',
        '      ;;',
      ];
    const candidates =
      flag.value === 'actions'
        ? words(actions.map(({ name }) => name))
        : typeof flag.value === 'string'
          ? `compgen -W "$(_vrooli_redis_names ${flag.value})" -- "$cur"`
          : words(flag.value);
    return [`    ${names})`, `      mapfile -t COMPREPLY < <(${candidates})`, '      return', '      ;;'];
  }
}
