import type { MountSpec } from './host-config.ts';

/** Something mounted into a container, as config.v2.json keeps it. */
export interface MountPoint {
  /** In the guest: a directory of its own or a volume's; '' for a tmpfs. */
  readonly Source: string;
  /** In the container. */
  readonly Destination: string;
  readonly RW: boolean;
  /** The volume's, or ''. */
  readonly Name: string;
  readonly Driver: string;
  readonly Type: 'bind' | 'volume' | 'tmpfs';
  /** As the person wrote it: "ro", "z", "ro,Z". */
  readonly Relabel: string;
  readonly Propagation: string;
  readonly Spec: MountSpec;
  /** A bind's missing directory is not made (--mount). */
  readonly SkipMountpointCreation: boolean;
  /** Image content at the destination goes into the empty volume. */
  readonly CopyData: boolean;
}
