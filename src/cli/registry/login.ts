import type { Login } from '../../engine/registry.ts';
import { EngineError } from '../../engine/error.ts';
import { atMost, type Call, type Command, CommandError } from '../command.ts';
import { flagTable } from '../flag-table.ts';
import { AuthFile, hostOf, hubServer } from './auth-file.ts';

export const login: Command = {
  usage: '[SERVER]',
  summary: 'Log in to a Docker registry',
  description:
    'Log in to a Docker registry.\nIf no server is specified, the default is defined by the daemon.',
  flags: flagTable(`
-p, --password string | Password
--password-stdin | Take the password from stdin
-u, --username string | Username
`),
  takes: atMost(1),
  run: runLogin,
};

const hubGreeting =
  "Login with your Docker ID to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com to create one.\n";
const hubDomain = 'docker.io';

async function runLogin(call: Call): Promise<number> {
  const { engine, client } = call;
  const [named = ''] = call.arguments;
  const given = await givenLogin(call);
  const isHub = named === '' || named === hubDomain;
  const server = isHub ? hubServer : hostOf(named);
  const file = await AuthFile.open(engine.agent, client.request);
  const known = given.username === '' && given.password === '' ? file.get(server) : null;
  const attempt = (login: Login): Promise<void> =>
    engine.registry.logIn(isHub ? hubDomain : server, login);
  let used = known;
  if (used && !(await isAccepted(call, () => attempt(used as Login)))) used = null;
  if (!used) {
    used = await askedLogin(call, { given, known, isHub });
    await attempt(used);
  }
  await client.err(unencrypted(file.shown));
  await file.set(server, used);
  await client.out('Login Succeeded\n');
  return 0;
}

/** What the flags and stdin say; '' for what they leave out. */
async function givenLogin({ client, flags }: Call): Promise<Login> {
  const username = flags.text('username') ?? '';
  const password = flags.text('password') ?? '';
  const piped = flags.bool('password-stdin');
  if (password !== '') {
    await client.err('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    if (piped) throw new CommandError('--password and --password-stdin are mutually exclusive');
  }
  if (!piped) return { username, password };
  if (username === '') throw new CommandError('Must provide --username with --password-stdin');
  return { username, password: (await client.input()).replace(/\n$/, '').replace(/\r$/, '') };
}

/** Tries what was kept of an earlier login. */
async function isAccepted({ client }: Call, attempt: () => Promise<void>): Promise<boolean> {
  await client.out('Authenticating with existing credentials...\n');
  try {
    await attempt();
    return true;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const why = `Login did not succeed, error: Error response from daemon: ${error.message}`;
    await client.err(`${why}\n`);
    return false;
  }
}

interface Asking {
  readonly given: Login;
  readonly known: Login | null;
  readonly isHub: boolean;
}

/** Asks the person for what was not given. */
async function askedLogin({ client }: Call, { given, known, isHub }: Asking): Promise<Login> {
  if (given.password === '' && !client.request.tty[0]) {
    throw new CommandError('Error: Cannot perform an interactive login from a non TTY device');
  }
  let username = given.username.trim();
  if (username === '') {
    if (isHub) await client.out(hubGreeting);
    await client.out(known ? `Username (${known.username}): ` : 'Username: ');
    username = (await client.line()).trim() || (known?.username ?? '');
  }
  if (username === '') throw new CommandError('Error: Non-null Username Required');
  let { password } = given;
  if (password === '') {
    await client.echo(false);
    await client.out('Password: ');
    password = (await client.line()).replace(/\r$/, '');
    await client.echo(true);
    await client.out('\n');
  }
  if (password === '') throw new CommandError('Error: Password Required');
  return { username, password };
}

function unencrypted(path: string): string {
  return `WARNING! Your password will be stored unencrypted in ${path}.
Configure a credential helper to remove this warning. See
https://docs.docker.com/engine/reference/commandline/login/#credentials-store

`;
}
