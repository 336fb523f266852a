/** seatrial completion: scripts that complete commands and options in bash, zsh and fish, made from the commands themselves. */
import { Argument, Command } from 'commander';
import { write } from './output.js';

const shells = ['bash', 'zsh', 'fish'] as const;

export function completionCommand(program: () => Command): Command {
  return new Command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText(
      'after',
      '\nExamples:\n  source <(seatrial completion bash)\n  seatrial completion fish > ~/.config/fish/completions/seatrial.fish',
    )
    .action((shell: (typeof shells)[number]) => write(scripts[shell](commandsOf(program()))));
}

interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly { readonly flags: readonly string[]; readonly description: string }[];
}

function commandsOf(program: Command): Completed[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.map((option) => ({
      flags: [option.short, option.long].filter((flag): flag is string => Boolean(flag)),
      description: option.description,
    })),
  }));
}

const scripts: Readonly<Record<(typeof shells)[number], (commands: readonly Completed[]) => string>> = {
  bash: (commands) => `# bash completion for seatrial
_seatrial() {
  local current="\${COMP_WORDS[COMP_CWORD]}"
  local words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map((c) => c.name).join(' ')}"
  elif [[ "$current" == -* ]]; then
    case "\${COMP_WORDS[1]}" in
${commands.map((c) => `      ${c.name}) words="${c.options.flatMap((o) => o.flags).join(' ')}" ;;`).join('\n')}
    esac
  fi
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _seatrial seatrial
`,
  zsh: (commands) => `#compdef seatrial
# zsh completion for seatrial
_seatrial() {
  if (( CURRENT == 2 )); then
    local -a commands=(${commands.map((c) => `${quoted(`${c.name}:${c.description}`)}`).join(' ')})
    _describe 'command' commands
    return
  fi
  case "\${words[2]}" in
${commands.map((c) => `    ${c.name}) _arguments ${c.options.flatMap((o) => o.flags.map((flag) => quoted(`${flag}[${o.description.replace(/[[\]]/g, '')}]`))).join(' ')} '*:file:_files' ;;`).join('\n')}
  esac
}
compdef _seatrial seatrial
`,
  fish: (commands) => `# fish completion for seatrial
${commands
  .flatMap((c) => [
    `complete -c seatrial -n __fish_use_subcommand -f -a ${c.name} -d ${quoted(c.description)}`,
    ...c.options.map((o) => {
      const flags = o.flags
        .map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
        .join(' ');
      return `complete -c seatrial -n '__fish_seen_subcommand_from ${c.name}' ${flags} -d ${quoted(o.description)}`;
    }),
  ])
  .join('\n')}
`,
};

/** A word that every one of the shells takes literally. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
