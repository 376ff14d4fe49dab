import { describe, expect, test } from 'vitest';
import { defaultHostConfig } from '../../src/engine/host-config.ts';
import { checkSysctls } from '../../src/engine/sysctl.ts';

const shared = { NetworkMode: 'host', IpcMode: 'host', UTSMode: 'host' };

describe('checkSysctls()', () => {
  test.each(['net.core.somaxconn', 'kernel.msgmax', 'fs.mqueue.msg_max', 'kernel.domainname'])(
    '%s of namespaces of its own',
    (name) => {
      expect(() => checkSysctls({ ...defaultHostConfig, Sysctls: { [name]: '1' } })).not.toThrow();
    },
  );

  test.each([
    ['net.core.somaxconn', 'not allowed in host network namespace'],
    ['kernel.msgmax', 'is not allowed in the hosts ipc namespace'],
    ['fs.mqueue.msg_max', 'is not allowed in the hosts ipc namespace'],
    ['kernel.domainname', 'is not in a separate kernel namespace'],
  ])("%s is refused where it is the host's", (name, why) => {
    const wish = { ...defaultHostConfig, ...shared, Sysctls: { [name]: '1' } };
    expect(() => checkSysctls(wish)).toThrow(
      `OCI runtime create failed: runc create failed: sysctl "${name}" ${why}: unknown`,
    );
  });
});
