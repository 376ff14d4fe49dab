const mebibyte = 1024 * 1024;

/** Memory of the guest, bytes. */
export const memorySize = 256 * mebibyte;

/** The version of v86 whose internals are patched and whose states are restored; package.json pins the same. */
export const v86Version = '0.5.462';

/**
 * The hardware, the same for the boot and for every restore: a state fits no other.
 * SeaBIOS hides the top 16 MiB, so `commandLine` names the memory itself.
 */
export const hardware = {
  memory_size: memorySize,
  vga_memory_size: 256 * 1024,
  virtio_console: true,
  filesystem: {},
  net_device: { type: 'virtio', relay_url: 'fetch', mtu: 1500 },
  preserve_mac_from_state_image: true,
  acpi: false,
  disable_keyboard: true,
  disable_mouse: true,
  disable_speaker: true,
  autostart: false,
  screen: {},
} as const;

/** Memory of the machine that can be booted beside it, bytes. v86 puts the initramfs at 64 MiB: it cannot have less. */
export const secondMemorySize = 96 * mebibyte;

/** The kernel's command line; freed pages are zeroed so that the snapshot stays small. */
export const commandLine = [
  'console=ttyS0 quiet panic=0 rdinit=/init',
  'tsc=reliable mitigations=off random.trust_cpu=on init_on_free=1',
  memoryMap(memorySize),
].join(' ');

/** The same of the machine beside it, whose kernel says what it does and when. */
export const secondCommandLine = [
  'console=ttyS0 printk.time=1 panic=0 rdinit=/init',
  'tsc=reliable mitigations=off random.trust_cpu=on',
  memoryMap(secondMemorySize),
].join(' ');

function memoryMap(bytes: number): string {
  return `memmap=exactmap memmap=639K@0 memmap=${bytes / mebibyte - 1}M@1M`;
}
