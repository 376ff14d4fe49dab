/** A volume, under docker's own field names. */
export interface Volume {
  readonly Name: string;
  readonly Driver: 'local';
  readonly Mountpoint: string;
  /** RFC 3339, whole seconds. */
  readonly CreatedAt: string;
  /** null where none were asked for, as for volumes that came with a container. */
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Options: Readonly<Record<string, string>> | null;
  readonly Scope: 'local';
}

export interface VolumeWish {
  /** '' for a random one. */
  readonly name: string;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, string>> | null;
}
