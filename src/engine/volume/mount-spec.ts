// What -v and --mount say, checked as docker's daemon does it.
import { EngineError } from '../error.ts';
import type { MountSpec } from '../host-config.ts';
import type { MountPoint } from '../mount-point.ts';

const access = ['rw', 'ro'];
const labels = ['z', 'Z'];
const propagations = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];
const consistencies = ['consistent', 'cached', 'delegated', 'default'];
const groups = [access, labels, propagations, ['nocopy'], consistencies];
const mostParts = 3;

/** "source:/target[:mode]" as a mount point; the source is a path or a volume's name. */
export function parseBind(bind: string, driver = ''): MountPoint {
  const { source, target, mode } = splitBind(bind);
  const words = mode.split(',');
  const propagation = words.find((word) => propagations.includes(word));
  const isVolume = !source.startsWith('/');
  const volume = {
    ...(words.includes('nocopy') ? { NoCopy: true } : {}),
    ...(isVolume && driver !== '' ? { DriverConfig: { Name: driver } } : {}),
  };
  const spec: MountSpec = {
    Type: isVolume ? 'volume' : 'bind',
    Source: source,
    Target: target,
    ...(words.includes('ro') ? { ReadOnly: true } : {}),
    ...(Object.keys(volume).length > 0 ? { VolumeOptions: volume } : {}),
    ...(propagation ? { BindOptions: { Propagation: propagation } } : {}),
  };
  try {
    const relabel = mode === '' && isVolume ? 'z' : mode;
    return { ...mountPoint(spec), Relabel: relabel, SkipMountpointCreation: false };
  } catch (cause) {
    throw new EngineError('invalid', `${invalid(bind).message}: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function splitBind(bind: string): { source: string; target: string; mode: string } {
  const parts = bind.split(':');
  const [source = '', target = '', mode = ''] = parts;
  if (source === '' || ![2, mostParts].includes(parts.length)) throw invalid(bind);
  if (parts.length === 2 && isMode(target)) throw invalid(bind);
  checkMode(mode);
  return { source, target, mode };
}

/** A --mount as a mount point. */
export function mountPoint(spec: MountSpec): MountPoint {
  const fault = specFault(spec);
  if (fault !== null) {
    throw new EngineError('invalid', `invalid mount config for type "${spec.Type}": ${fault}`);
  }
  const { Source: source = '', Target: target = '', BindOptions: bind } = spec;
  const plain: MountPoint = {
    Source: '',
    Destination: cleanPath(target),
    RW: !spec.ReadOnly,
    Name: '',
    Driver: '',
    Type: 'tmpfs',
    Relabel: '',
    Propagation: '',
    Spec: spec,
    SkipMountpointCreation: true,
    CopyData: false,
  };
  if (spec.Type === 'tmpfs') return plain;
  if (spec.Type === 'bind') {
    const propagation = bind?.Propagation ?? '';
    const from = { Source: cleanPath(source), Propagation: propagation || 'rprivate' };
    return { ...plain, ...from, Type: 'bind' };
  }
  return { ...plain, ...volumePart(spec), Name: source, Type: 'volume' };
}

function volumePart({
  VolumeOptions: options,
}: MountSpec): Pick<MountPoint, 'Driver' | 'CopyData'> {
  return { Driver: options?.DriverConfig?.Name ?? 'local', CopyData: !options?.NoCopy };
}

/** The container and access of a --volumes-from. */
export function parseVolumesFrom(text: string): { container: string; readOnly: boolean } {
  if (text === '') {
    throw new EngineError('invalid', 'volumes-from specification cannot be an empty string');
  }
  const [container = '', mode = 'rw'] = text.split(/:(.*)/s);
  checkMode(mode);
  if (mode.split(',').includes('nocopy')) throw new EngineError('invalid', `invalid mode: ${mode}`);
  return { container, readOnly: mode.split(',').includes('ro') };
}

function specFault(spec: MountSpec): string | null {
  const { Source: source = '', Target: target = '', Type: type } = spec;
  if (!['bind', 'volume', 'tmpfs'].includes(type)) return 'mount type unknown';
  if (target === '') return 'field Target must not be empty';
  if (cleanPath(target) === '/') return `invalid specification: destination can't be '/'`;
  const absolute = pathFault(target);
  if (absolute !== null) return absolute;
  if (type === 'bind') return bindFault(spec);
  if (spec.BindOptions) return 'field BindOptions must not be specified';
  if (type === 'tmpfs') return source === '' ? null : 'field Source must not be specified';
  return source === '' ? anonymousFault(spec) : null;
}

function anonymousFault({ ReadOnly: readOnly }: MountSpec): string | null {
  return readOnly ? 'must not set ReadOnly mode when using anonymous volumes' : null;
}

function bindFault({
  Source: source = '',
  BindOptions: options,
  VolumeOptions,
}: MountSpec): string | null {
  if (source === '') return 'field Source must not be empty';
  const propagation = options?.Propagation ?? '';
  if (propagation !== '' && !propagations.includes(propagation)) {
    return `invalid propagation mode: ${propagation}`;
  }
  if (VolumeOptions) return 'field VolumeOptions must not be specified';
  return pathFault(source);
}

/** Docker's sentence for a mount path that is not absolute. */
export function pathFault(path: string): string | null {
  return path.startsWith('/') ? null : `invalid mount path: '${path}' mount path must be absolute`;
}

function checkMode(mode: string): void {
  if (!isMode(mode)) throw new EngineError('invalid', `invalid mode: ${mode}`);
}

/** Comma-separated words, at most one of each kind. */
function isMode(mode: string): boolean {
  if (mode === '') return true;
  const words = mode.split(',');
  const kinds = words.map((word) => groups.findIndex((group) => group.includes(word)));
  return !kinds.includes(-1) && new Set(kinds).size === kinds.length;
}

function invalid(bind: string): EngineError {
  return new EngineError('invalid', `invalid volume specification: '${bind}'`);
}

/** Without empty and "." parts, ".." resolved, as Go's path.Clean does it. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
