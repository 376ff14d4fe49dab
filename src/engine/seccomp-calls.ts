/** System calls of i386 by number (arch/x86/entry/syscalls/syscall_32.tbl); "-" for numbers without a call. */
export const callsByNumber: readonly string[] = (
  'restart_syscall exit fork read write open close waitpid creat link unlink execve chdir time mknod chmod ' +
  'lchown break oldstat lseek getpid mount umount setuid getuid stime ptrace alarm oldfstat pause utime stty ' +
  'gtty access nice ftime sync kill rename mkdir rmdir dup pipe times prof brk setgid getgid signal geteuid ' +
  'getegid acct umount2 lock ioctl fcntl mpx setpgid ulimit oldolduname umask chroot ustat dup2 getppid getpgrp ' +
  'setsid sigaction sgetmask ssetmask setreuid setregid sigsuspend sigpending sethostname setrlimit getrlimit ' +
  'getrusage gettimeofday settimeofday getgroups setgroups select symlink oldlstat readlink uselib swapon ' +
  'reboot readdir mmap munmap truncate ftruncate fchmod fchown getpriority setpriority profil statfs fstatfs ' +
  'ioperm socketcall syslog setitimer getitimer stat lstat fstat olduname iopl vhangup idle vm86old wait4 ' +
  'swapoff sysinfo ipc fsync sigreturn clone setdomainname uname modify_ldt adjtimex mprotect sigprocmask ' +
  'create_module init_module delete_module get_kernel_syms quotactl getpgid fchdir bdflush sysfs personality ' +
  'afs_syscall setfsuid setfsgid _llseek getdents _newselect flock msync readv writev getsid fdatasync _sysctl ' +
  'mlock munlock mlockall munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler ' +
  'sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval nanosleep mremap setresuid ' +
  'getresuid vm86 query_module poll nfsservctl setresgid getresgid prctl rt_sigreturn rt_sigaction ' +
  'rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend pread64 pwrite64 chown getcwd ' +
  'capget capset sigaltstack sendfile getpmsg putpmsg vfork ugetrlimit mmap2 truncate64 ftruncate64 stat64 ' +
  'lstat64 fstat64 lchown32 getuid32 getgid32 geteuid32 getegid32 setreuid32 setregid32 getgroups32 setgroups32 ' +
  'fchown32 setresuid32 getresuid32 setresgid32 getresgid32 chown32 setuid32 setgid32 setfsuid32 setfsgid32 ' +
  'pivot_root mincore madvise getdents64 fcntl64 - - gettid readahead setxattr lsetxattr fsetxattr getxattr ' +
  'lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr tkill sendfile64 ' +
  'futex sched_setaffinity sched_getaffinity set_thread_area get_thread_area io_setup io_destroy io_getevents ' +
  'io_submit io_cancel fadvise64 - exit_group lookup_dcookie epoll_create epoll_ctl epoll_wait remap_file_pages ' +
  'set_tid_address timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime ' +
  'clock_gettime clock_getres clock_nanosleep statfs64 fstatfs64 tgkill utimes fadvise64_64 vserver mbind ' +
  'get_mempolicy set_mempolicy mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr ' +
  'kexec_load waitid - add_key request_key keyctl ioprio_set ioprio_get inotify_init inotify_add_watch ' +
  'inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat futimesat fstatat64 unlinkat renameat linkat ' +
  'symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare set_robust_list get_robust_list splice ' +
  'sync_file_range tee vmsplice move_pages getcpu epoll_pwait utimensat signalfd timerfd_create eventfd ' +
  'fallocate timerfd_settime timerfd_gettime signalfd4 eventfd2 epoll_create1 dup3 pipe2 inotify_init1 preadv ' +
  'pwritev rt_tgsigqueueinfo perf_event_open recvmmsg fanotify_init fanotify_mark prlimit64 name_to_handle_at ' +
  'open_by_handle_at clock_adjtime syncfs sendmmsg setns process_vm_readv process_vm_writev kcmp finit_module ' +
  'sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf execveat socket socketpair bind ' +
  'connect listen accept4 getsockopt setsockopt getsockname getpeername sendto sendmsg recvfrom recvmsg ' +
  'shutdown userfaultfd membarrier mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free ' +
  'statx arch_prctl io_pgetevents rseq - - - - - - semget semctl shmget shmctl shmat shmdt msgget msgsnd msgrcv ' +
  'msgctl clock_gettime64 clock_settime64 clock_adjtime64 clock_getres_time64 clock_nanosleep_time64 ' +
  'timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64 pselect6_time64 ' +
  'ppoll_time64 - io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64 ' +
  'semtimedop_time64 rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval_time64 pidfd_send_signal ' +
  'io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick ' +
  'pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr ' +
  'quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret process_mrelease ' +
  'futex_waitv set_mempolicy_home_node'
).split(' ');

/** Those that docker's default profile always allows (its profiles/seccomp/default.json), as far as i386 has them. */
export const allowedCalls: readonly string[] = (
  '_llseek _newselect accept4 access adjtimex alarm bind brk capget capset chdir chmod chown chown32 ' +
  'clock_adjtime clock_adjtime64 clock_getres clock_getres_time64 clock_gettime clock_gettime64 clock_nanosleep ' +
  'clock_nanosleep_time64 close close_range connect copy_file_range creat dup dup2 dup3 epoll_create ' +
  'epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 execve execveat exit exit_group ' +
  'faccessat faccessat2 fadvise64 fadvise64_64 fallocate fanotify_mark fchdir fchmod fchmodat fchown fchown32 ' +
  'fchownat fcntl fcntl64 fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstat64 ' +
  'fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 futex futex_time64 futex_waitv futimesat ' +
  'get_robust_list get_thread_area getcpu getcwd getdents getdents64 getegid getegid32 geteuid geteuid32 getgid ' +
  'getgid32 getgroups getgroups32 getitimer getpeername getpgid getpgrp getpid getppid getpriority getrandom ' +
  'getresgid getresgid32 getresuid getresuid32 getrlimit getrusage getsid getsockname getsockopt gettid ' +
  'gettimeofday getuid getuid32 getxattr inotify_add_watch inotify_init inotify_init1 inotify_rm_watch ' +
  'io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit io_uring_enter ' +
  'io_uring_register io_uring_setup ioctl ioprio_get ioprio_set ipc kill landlock_add_rule ' +
  'landlock_create_ruleset landlock_restrict_self lchown lchown32 lgetxattr link linkat listen listxattr ' +
  'llistxattr lremovexattr lseek lsetxattr lstat lstat64 madvise membarrier memfd_create memfd_secret mincore ' +
  'mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap mmap2 modify_ldt mprotect mq_getsetattr mq_notify ' +
  'mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 mq_unlink mremap msgctl ' +
  'msgget msgrcv msgsnd msync munlock munlockall munmap nanosleep open openat openat2 pause pidfd_open ' +
  'pidfd_send_signal pipe pipe2 poll ppoll ppoll_time64 prctl pread64 preadv preadv2 prlimit64 process_mrelease ' +
  'pselect6 pselect6_time64 ptrace pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv recvfrom ' +
  'recvmmsg recvmmsg_time64 recvmsg remap_file_pages removexattr rename renameat renameat2 restart_syscall ' +
  'rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend ' +
  'rt_sigtimedwait rt_sigtimedwait_time64 rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min ' +
  'sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval ' +
  'sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield ' +
  'seccomp select semctl semget semtimedop_time64 sendfile sendfile64 sendmmsg sendmsg sendto set_robust_list ' +
  'set_thread_area set_tid_address setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups ' +
  'setgroups32 setitimer setpgid setpriority setregid setregid32 setresgid setresgid32 setresuid setresuid32 ' +
  'setreuid setreuid32 setrlimit setsid setsockopt setuid setuid32 setxattr shmat shmctl shmdt shmget shutdown ' +
  'sigaltstack signalfd signalfd4 sigprocmask sigreturn socket socketcall socketpair splice stat stat64 statfs ' +
  'statfs64 statx symlink symlinkat sync sync_file_range syncfs sysinfo tee tgkill time timer_create ' +
  'timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime timer_settime64 timerfd_create ' +
  'timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64 times tkill truncate truncate64 ' +
  'ugetrlimit umask uname unlink unlinkat utime utimensat utimensat_time64 utimes vfork vmsplice wait4 waitid ' +
  'waitpid write writev'
).split(' ');

/** Allowed only with a capability. */
export const callsByCapability: Readonly<Record<string, string>> = {
  CAP_DAC_READ_SEARCH: 'open_by_handle_at',
  CAP_SYS_ADMIN:
    'bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount mount_setattr move_mount name_to_handle_at open_tree perf_event_open quotactl quotactl_fd setdomainname sethostname setns syslog umount umount2 unshare',
  CAP_SYS_BOOT: 'reboot',
  CAP_SYS_CHROOT: 'chroot',
  CAP_SYS_MODULE: 'delete_module init_module finit_module',
  CAP_SYS_PACCT: 'acct',
  CAP_SYS_PTRACE: 'kcmp pidfd_getfd process_madvise process_vm_readv process_vm_writev ptrace',
  CAP_SYS_RAWIO: 'iopl ioperm',
  CAP_SYS_TIME: 'settimeofday stime clock_settime clock_settime64',
  CAP_SYS_TTY_CONFIG: 'vhangup',
  CAP_SYS_NICE: 'get_mempolicy mbind set_mempolicy',
  CAP_SYSLOG: 'syslog',
};
