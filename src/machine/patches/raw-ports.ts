import { channelNames } from '../machine.ts';
import type { VirtioConsole } from '../internals.ts';

const consolePort = 4; // VIRTIO_CONSOLE_CONSOLE_PORT, virtio 1.2 section 5.3.6.2

/**
 * v86 announces all four ports of the virtio console as terminals. Without that announcement Linux makes a port
 * a raw character device (/dev/vportNpM, no tty layer); its name tells the guest which it is.
 * Matters while the guest boots; a restored guest keeps its ports.
 */
export function patchRawPorts(virtioConsole: VirtioConsole): void {
  const sendEvent = virtioConsole.SendEvent.bind(virtioConsole);
  const sendName = virtioConsole.SendName.bind(virtioConsole);
  virtioConsole.SendEvent = (port, event, value) => {
    if (event === consolePort && port > 0) return;
    sendEvent(port, event, value);
  };
  virtioConsole.SendName = (port, name) => sendName(port, channelNames[port - 1] ?? name);
}
