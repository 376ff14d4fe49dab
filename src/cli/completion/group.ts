// docker completion SHELL: the script that completes docker's words in a shell. The guest has one shell to complete in.
import { type Call, type Command, CommandError, exactly } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import type { Group } from '../group.ts';

/** Where the guest keeps it; bash reads it there when it starts (src/guest/root). */
const bashScript = '/usr/lib/fishbowl/docker-completion.bash';

const flags = flagTable(`--no-descriptions | disable completion descriptions`);

function shell(name: string, description: string, run: Command['run']): Command {
  return {
    usage: name === 'bash' ? '' : '[flags]',
    hidesOptions: true,
    summary: `Generate the autocompletion script for ${name}`,
    description,
    flags,
    takes: exactly(0),
    countFault: (path, [word = '']) => `unknown command ${JSON.stringify(word)} for "${path}"`,
    run,
  };
}

function absent(name: string): Command['run'] {
  const sentence = `there is no ${name} in this machine to complete in: its shell is bash`;
  return () => Promise.reject(new CommandError(`docker completion ${name}: ${sentence}`));
}

async function printBash({ engine, client }: Call): Promise<number> {
  await client.out(await engine.agent.call({ op: 'read', path: bashScript }));
  return 0;
}

const newShell = 'You will need to start a new shell for this setup to take effect.';

const bash = shell(
  'bash',
  `Generate the autocompletion script for the bash shell.

This script depends on the 'bash-completion' package.
If it is not installed already, you can install it via your OS's package manager.

To load completions in your current shell session:

	source <(docker completion bash)

To load completions for every new session, execute once:

#### Linux:

	docker completion bash > /etc/bash_completion.d/docker

#### macOS:

	docker completion bash > $(brew --prefix)/etc/bash_completion.d/docker

${newShell}`,
  printBash,
);

const fish = shell(
  'fish',
  `Generate the autocompletion script for the fish shell.

To load completions in your current shell session:

	docker completion fish | source

To load completions for every new session, execute once:

	docker completion fish > ~/.config/fish/completions/docker.fish

${newShell}`,
  absent('fish'),
);

const powershell = shell(
  'powershell',
  `Generate the autocompletion script for powershell.

To load completions in your current shell session:

	docker completion powershell | Out-String | Invoke-Expression

To load completions for every new session, add the output of the above command
to your powershell profile.`,
  absent('powershell'),
);

const zsh = shell(
  'zsh',
  `Generate the autocompletion script for the zsh shell.

If shell completion is not already enabled in your environment you will need
to enable it.  You can execute the following once:

	echo "autoload -U compinit; compinit" >> ~/.zshrc

To load completions in your current shell session:

	source <(docker completion zsh); compdef _docker docker

To load completions for every new session, execute once:

#### Linux:

	docker completion zsh > "\${fpath[1]}/_docker"

#### macOS:

	docker completion zsh > $(brew --prefix)/share/zsh/site-functions/_docker

${newShell}`,
  absent('zsh'),
);

export const completion: Group = {
  summary: 'Generate the autocompletion script for the specified shell',
  description: `Generate the autocompletion script for docker for the specified shell.
See each sub-command's help for details on how to use the generated script.`,
  helps: true,
  commands: { bash, fish, powershell, zsh },
};
