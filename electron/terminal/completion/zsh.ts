import type { CompletedFlag, CompletionModel } from './completion-model.ts';
import { spellings, word } from './shell-text.ts';

/** A completion script for zsh, to be stored in a folder of fpath. */
export function zshCompletion({ actions, flags }: CompletionModel, programs: readonly string[]): string {
  const about = new Map(flags.map((flag) => [flag.name, flag.about]));
  return `#compdef ${programs.join(' ')}
# Completion of ${programs.join(' and ')} for zsh.
_vrooli_redis() {
  local program=$words[1] cur=$words[CURRENT] prev=$words[CURRENT-1] action='' instance='' i
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      --) return 1 ;;
      --action | -a) action=$words[i+1] ;;
      --action=*) action=\${words[i]#*=} ;;
      --instance | --client-id | -c) ((i + 1 < CURRENT)) && instance=$words[i+1] ;;
      --instance=* | --client-id=*) instance=\${words[i]#*=} ;;
      [a-z]*) ((i == 2)) && action=$words[2] ;;
    esac
  done
  if [[ $cur == --*=* ]]; then
    prev=\${cur%%=*}
    compset -P '*='
  fi
  case $prev in
${flags.flatMap(valueCase).join('\n')}
  esac
  if [[ -z $action && $cur != -* ]]; then
    ((CURRENT == 2)) && _vrooli_redis_actions
    return
  fi
  local -a found
  case \${action:-status} in
${actions.map(({ name, flags: own }) => `    ${name}) found=(${own.map((flag) => described(`--${flag}`, about.get(flag) ?? '')).join(' ')}) ;;`).join('\n')}
  esac
  _describe -o flag found
}
_vrooli_redis_actions() {
  local -a found=(
${actions.map(({ name, summary }) => `    ${described(name, summary)}`).join('\n')}
  )
  _describe action found
}
_vrooli_redis_names() {
  compadd -- \${(f)"$($program completion --names $1 \${instance:+--instance} \${instance:+$instance} 2>/dev/null)"}
}
if [[ $funcstack[1] == _vrooli_redis ]]; then _vrooli_redis "$@"; else compdef _vrooli_redis ${programs.join(' ')}; fi
`;

  function valueCase(flag: CompletedFlag): string[] {
    if (flag.value === null) return [];
    return [`    ${spellings(flag).join(' | ')})`, `      ${complete(flag.value)}`, '      return', '      ;;'];
  }
}

function complete(value: NonNullable<CompletedFlag['value']>): string {
  switch (value) {
    case 'any':
      return ':';
    case 'files':
      return '_files';
    case 'actions':
      return '_vrooli_redis_actions';
    case 'instances':
    case 'backups':
      return `_vrooli_redis_names ${value}`;
    default:
      return `compadd -- ${value.map(word).join(' ')}`;
  }
}

/** A candidate with its description, as `_describe` reads it. */
function described(name: string, about: string): string {
  return word(`${name.replaceAll(':', '\\:')}:${about}`);
}
