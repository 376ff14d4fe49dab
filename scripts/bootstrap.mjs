// What `npm start` and its like run first: plain JavaScript, because nothing is installed yet when it starts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const commands = [
  'start',
  'test',
  'dev',
  'build',
  'guest',
  'bench',
  'machine',
  'gallery',
  'lessons',
];
const oldest = [20, 19];

/** Says why this Node cannot run Fishbowl, or nothing. */
function complaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return '';
  return `Fishbowl needs Node ${oldest.join('.')} or newer; this is ${version}.`;
}

/** Installs the npm packages when they are not those of package-lock.json. */
function install() {
  const lock = createHash('sha256').update(readFileSync(join(project, 'package-lock.json')));
  const wanted = lock.digest('hex');
  const stamp = join(project, 'node_modules/.installed-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0;
  process.stderr.write('Installing npm packages\n');
  // Not `npm ci`: it refuses a lock that leaves out optional packages for other platforms, of which not every registry has all.
  // Playwright's own browsers are never used: Chromium comes from Debian's packages.
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const argv = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', argv, {
    cwd: project,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) process.stderr.write(`Cannot run npm: ${error.message}\n`);
  if (status !== 0) return status ?? 1;
  writeFileSync(stamp, wanted);
  return 0;
}

function main([command = '', ...argv]) {
  const problem = complaint(process.versions.node);
  if (problem || !commands.includes(command)) {
    process.stderr.write(`${problem || `Unknown command ${command}: ${commands.join(', ')}`}\n`);
    return 1;
  }
  const failed = install();
  if (failed) return failed;
  const tsx = join(project, 'node_modules/tsx/dist/cli.mjs');
  const script = join(project, 'scripts', `${command}.ts`);
  const { status, signal } = spawnSync(process.execPath, [tsx, script, ...argv], {
    stdio: 'inherit',
  });
  return status ?? (signal === 'SIGINT' ? 130 : 1);
}

process.exitCode = main(process.argv.slice(2));
