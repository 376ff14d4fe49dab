// What the guest is made of: tables only.

/** Debian packages whose files the guest takes from; what they depend on is resolved by apt. */
export const guestPackages = [
  'bash',
  'busybox-static',
  'coreutils',
  'crun',
  'dash',
  'iproute2',
  'libc-bin',
  'libcap2-bin',
  'mount',
  'nano',
  'ncurses-base',
  'ncurses-bin',
  'procps',
  'psmisc',
  'strace',
  'tree',
  'util-linux',
];

/** Programs taken as Debian built them; every other command is busybox's. */
export const programs = [
  'usr/bin/bash',
  'usr/bin/dash',
  'usr/bin/crun',
  'usr/bin/nano',
  'usr/bin/strace',
  'usr/bin/tree',
  // coreutils: busybox's rm would take / without asking, and does not know --no-preserve-root
  'usr/bin/rm',
  // iproute2
  'usr/bin/ip',
  'usr/bin/ss',
  // libcap2-bin
  'usr/sbin/capsh',
  'usr/sbin/getpcaps',
  // ncurses-bin
  'usr/bin/clear',
  'usr/bin/tput',
  'usr/bin/reset',
  // procps and psmisc
  'usr/bin/free',
  'usr/bin/kill',
  'usr/bin/pgrep',
  'usr/bin/pkill',
  'usr/bin/pmap',
  'usr/bin/ps',
  'usr/bin/pstree',
  'usr/bin/pwdx',
  'usr/bin/top',
  'usr/bin/uptime',
  'usr/bin/vmstat',
  'usr/bin/watch',
  'usr/sbin/sysctl',
  // util-linux and mount
  'usr/bin/dmesg',
  'usr/bin/findmnt',
  'usr/bin/ipcmk',
  'usr/bin/ipcrm',
  'usr/bin/ipcs',
  'usr/bin/lsns',
  'usr/bin/mount',
  'usr/bin/mountpoint',
  'usr/bin/nsenter',
  'usr/bin/prlimit',
  'usr/bin/setpriv',
  'usr/bin/setsid',
  'usr/bin/umount',
  'usr/bin/unshare',
  'usr/sbin/pivot_root',
  'usr/sbin/switch_root',
];

/** The one locale: names, times and numbers as in C, text in UTF-8. */
export const localeFolder = 'usr/lib/locale/C.utf8';

/** Terminal descriptions (terminfo(5)) that a terminal of ours or a nested one may ask for. */
export const terminals = [
  'xterm',
  'xterm-256color',
  'xterm-color',
  'linux',
  'vt100',
  'dumb',
  'screen',
];

/** Applets that would pretend to be something the guest does not have, or that fight with its init. */
export const unwantedApplets: ReadonlySet<string> = new Set([
  'acpid',
  'crond',
  'crontab',
  'depmod',
  'dpkg',
  'dpkg-deb',
  'fatattr',
  'getty',
  'i2cdetect',
  'i2cdump',
  'i2cget',
  'i2cset',
  'i2ctransfer',
  'ifdown',
  'ifup',
  'init',
  'insmod',
  'klogd',
  'linux32',
  'linux64',
  'linuxrc',
  'login',
  'lsmod',
  'lsscsi',
  'mdev',
  'modinfo',
  'modprobe',
  'passwd',
  'rmmod',
  'rpm',
  'rpm2cpio',
  'run-init',
  'sh',
  'start-stop-daemon',
  'su',
  'sulogin',
  'svc',
  'svok',
  'syslogd',
  'ubirename',
]);
