// What docker's daemon refuses of a host configuration before anything is made.
import { checkCapabilities } from './capabilities.ts';
import type { ContainerConfig } from './container.ts';
import { EngineError } from './error.ts';
import type { HostConfig } from './host-config.ts';
import { checkRestartPolicy } from './restart-policy.ts';
import { parseSecurity } from './security.ts';
import { parseSignal } from './signal.ts';

const largestScore = 1000;
const runtimes = ['', 'crun'];
const millisecond = 1_000_000;

/** Throws the first of docker's sentences that applies, in docker's order. */
export function checkConfig(config: ContainerConfig, hostConfig: HostConfig): void {
  checkHealth(config);
  if (config.StopSignal) parseSignal(config.StopSignal);
  if (hostConfig.AutoRemove && !['', 'no'].includes(hostConfig.RestartPolicy.Name)) {
    throw refuse("can't create 'AutoRemove' container with restart policy");
  }
  checkRestartPolicy(hostConfig.RestartPolicy);
  checkCapabilities('CapAdd', hostConfig.CapAdd ?? []);
  checkCapabilities('CapDrop', hostConfig.CapDrop ?? []);
  if (!['', 'default'].includes(hostConfig.Isolation)) {
    const word = JSON.stringify(hostConfig.Isolation);
    throw refuse(`Invalid isolation: ${word} - linux only supports 'default'`);
  }
  checkHost(config, hostConfig);
  parseSecurity(hostConfig.SecurityOpt ?? []);
}

function checkHost(config: ContainerConfig, hostConfig: HostConfig): void {
  const { OomScoreAdj: score, UTSMode: uts, Runtime: runtime } = hostConfig;
  if (uts === 'host' && (config.Hostname !== '' || config.Domainname !== '')) {
    throw refuse('conflicting options: hostname and the UTS mode');
  }
  if (Math.abs(score) > largestScore) {
    throw refuse(`Invalid value ${String(score)}, range for oom score adj is [-1000, 1000]`);
  }
  if (!runtimes.includes(runtime)) throw refuse(`Unknown runtime specified ${runtime}`);
  const [option] = Object.keys(hostConfig.StorageOpt ?? {});
  if (option === 'size') {
    throw refuse(`--storage-opt is supported only for overlay over xfs with 'pquota' mount option`);
  }
  if (option !== undefined) throw refuse(`Unknown option ${option}`);
  checkLog(hostConfig.LogConfig);
}

const logDrivers = ['', 'json-file', 'none'];
const logOptions = [
  'max-size',
  'max-file',
  'compress',
  'labels',
  'labels-regex',
  'env',
  'env-regex',
  'tag',
];

/** How lines come to a driver, whichever it is. */
const deliveryOptions = ['mode', 'max-buffer-size'];

function checkDelivery({
  mode = '',
  'max-buffer-size': room,
}: Readonly<Record<string, string>>): void {
  if (!['', 'blocking', 'non-blocking'].includes(mode)) {
    throw refuse(`logger: logging mode not supported: ${mode}`);
  }
  if (room === undefined) return;
  if (mode !== 'non-blocking') {
    const only = "max-buffer-size option is only supported with 'mode=non-blocking'";
    throw refuse(`logger: ${only}`);
  }
  if (!/^\d+(?:\.\d+)? ?(?:[kmgtp]?i?b?)$/i.test(room)) {
    throw refuse(`error parsing option max-buffer-size: invalid size: '${room}'`);
  }
}

function checkLog({ Type: driver, Config: options }: HostConfig['LogConfig']): void {
  if (driver !== 'none') checkDelivery(options);
  if (!logDrivers.includes(driver)) {
    throw refuse(`error looking up logging plugin ${driver}: plugin "${driver}" not found`);
  }
  const known = [...logOptions, ...deliveryOptions];
  const wrong = Object.keys(options).find((name) => !known.includes(name));
  if (wrong === undefined || driver === 'none') return;
  throw refuse(`unknown log opt '${wrong}' for json-file log driver`);
}

function checkHealth({ Healthcheck: check }: ContainerConfig): void {
  const tooShort = (time = 0): boolean => time !== 0 && time < millisecond;
  const named = [
    ['Interval', check?.Interval],
    ['Timeout', check?.Timeout],
    ['StartPeriod', check?.StartPeriod],
  ] as const;
  const wrong = named.find(([, time]) => tooShort(time));
  if (wrong) throw refuse(`${wrong[0]} in Healthcheck cannot be less than 1ms`);
}

function refuse(why: string): EngineError {
  return new EngineError('invalid', why);
}
