import { UsageError } from '../../util/errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import { FLAGS } from '../arguments/flags.ts';
import { COMMANDS } from '../command.ts';

const SCRIPTS: Readonly<Record<string, () => string>> = { bash, fish, zsh };

/**
 * A script for a shell that completes djguard's flags and commands; paths are left to the shell.
 * @throws UsageError for a shell that is not known.
 */
export function completionScript(shell: string): string {
  const known = Object.keys(SCRIPTS);
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (script === undefined) {
    throw new UsageError(`completions are for ${known.join(', ')}, not ${shell}.${didYouMean(shell, known)}`);
  }
  return script();
}

/** Each flag with its long names, what it says, and which values it takes. */
const flags = Object.entries(FLAGS).map(([name, { alias, type, describe, choices = [] }]) => ({
  names: alias === undefined || alias.length === 1 ? [name] : [name, alias],
  letter: alias?.length === 1 ? alias : null,
  describe,
  choices,
  valued: type !== 'boolean',
  path: type === 'string',
}));

function bash(): string {
  const longs = flags.flatMap(({ names }) => names.map((name) => `--${name}`));
  const cases = flags
    .filter(({ choices }) => choices.length > 0)
    .map(
      ({ names, choices }) =>
        `    --${names[0]}) COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$word")); return ;;`,
    );
  return `_djguard() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  case \${COMP_WORDS[COMP_CWORD-1]} in
${cases.join('\n')}
  esac
  if [[ $word == -* ]]; then words="${[...longs, '--help', '--version'].join(' ')}"
  elif [[ $COMP_CWORD == 1 ]]; then words="${COMMANDS.join(' ')}"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _djguard djguard
`;
}

function fish(): string {
  const lines = flags.flatMap(({ names, letter, describe, choices, valued }) =>
    names.map((name) => {
      const short = letter === null ? '' : ` -s ${letter}`;
      const value = valued ? ` -r${choices.length > 0 ? ` -f -a '${choices.join(' ')}'` : ''}` : '';
      return `complete -c djguard -l ${name}${short}${value} -d '${describe}'`;
    }),
  );
  const commands = `complete -c djguard -n __fish_use_subcommand -a '${COMMANDS.join(' ')}'`;
  return `${[...lines, commands].join('\n')}\n`;
}

function zsh(): string {
  const lines = flags.flatMap(({ names, letter, describe, choices, valued, path }) => {
    const values = choices.length > 0 ? `(${choices.join(' ')})` : path ? '_files' : ' ';
    const all = [...names.map((name) => `--${name}`), ...(letter === null ? [] : [`-${letter}`])];
    return all.map((name) => `  '*${name}[${describe}]${valued ? `:value:${values}` : ''}' \\`);
  });
  return `#compdef djguard
_arguments -s \\
${lines.join('\n')}
  '1: :{_alternative "commands:command:(${COMMANDS.join(' ')})" "files:path:_files"}' \\
  '*:path:_files'
`;
}
