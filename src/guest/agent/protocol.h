// Frame types and payloads; src/agent/protocol.ts is the other copy. str: u32 length, bytes, NUL. list: u32 count, that many str.
#ifndef PROTOCOL_H
#define PROTOCOL_H

#define PROTOCOL_VERSION 3
#define HEADER_SIZE 9
#define PAYLOAD_MAX 65536
#define TRAILER 0xfb
#define FRAME_MAX (HEADER_SIZE + PAYLOAD_MAX + 1)
#define MORE 0x80
#define HUNT_ZEROS 32
#define HUNT_MARK 0xff
#define NONCE_SIZE 16
#define ENTROPY_SIZE 32
#define HELLO_KEEP 1

/** Bytes under way: the client's side of each bound is the same number. */
#define BATCH_WINDOW (256 * 1024)
#define TERMINAL_OUTPUT_WINDOW (128 * 1024)
#define TERMINAL_INPUT_WINDOW (64 * 1024)
#define CLIENT_WINDOW (256 * 1024)

enum { // every channel
  HELLO = 0x01,   // id: any number; u32 version, u8 flags, u64 wall clock ns, nonce, entropy
  PING = 0x02,    // rpc only; empty
  GREETED = 0x41, // u32 version, u64 monotonic ns; on terms: u32 count, each u32 id, u16 rows, u16 cols, u32 pid
  PONG = 0x42,    // u64 monotonic ns
  DAMAGED = 0x43, // id: of the last HELLO; u8 1 when the agent hunts, u32 id of the frame, text: what was wrong
};

enum { // rpc; id: batch
  OP = 0x10,     // u8 flags (1: keep going), u8 operation, arguments
  DATA = 0x11,   // more of the data of the operation before it
  END = 0x12,    // empty: no more operations
  RESULT = 0x50, // u32 errno, value
  CHUNK = 0x51,  // u8 stream (0 data or stdout, 1 stderr), bytes; before its RESULT
  ENDED = 0x52,  // empty
  CREDIT = 0x53, // u32 bytes of OP and DATA frames, headers included, that were consumed
};

enum { // rpc; id: docker client
  CLIENT_DATA = 0x20,  // bytes
  CLIENT_ACK = 0x21,   // u32 bytes
  CLIENT_CLOSE = 0x22, // empty
  CLIENT_OPENED = 0x60, // u32 pid, u32 uid, u32 gid
  CLIENT_BYTES = 0x61,  // bytes
  CLIENT_TAKEN = 0x62,  // u32 bytes
  CLIENT_CLOSED = 0x63, // empty
};

enum { // rpc; id: watch
  WATCH = 0x30,   // str path
  UNWATCH = 0x31, // empty
  WATCHED = 0x70, // u32 errno
  CHANGED = 0x71, // u32 inotify mask, str name
};

enum { // terms; id: terminal
  OPEN = 0x10,   // u16 rows, u16 cols, str cwd, list argv, u8 has env, list env, u8 held (no output before the first RESIZE)
  INPUT = 0x11,  // bytes
  ACK = 0x12,    // u32 bytes
  RESIZE = 0x13, // u16 rows, u16 cols
  CLOSE = 0x14,  // empty
  OPENED = 0x50, // u32 errno
  OUTPUT = 0x51, // bytes
  TAKEN = 0x52,  // u32 bytes
  EXITED = 0x53, // u32 exit code
};

enum { // records; id: request
  LOOK = 0x10,           // u32 count, pids
  WALK = 0x11,           // empty
  LOOK_INSIDE = 0x12,    // u32 pid
  LOOK_AT_CGROUP = 0x13, // str path
  TRACE_SWITCH = 0x14,   // u8 on
  LOOK_AT_LAYER = 0x15,  // u32 pid, str path as that process sees it, u64 fingerprint (0: none); no records where that is still the same
  TRACE_FORMATS = 0x5a,  // text: events/header_page and what is read of events/*/*/format; before the first pages
  TRACE_PAGES = 0x50,    // pages of trace_pipe_raw, of each only what is used
  PROCESS = 0x51,        // u64 ns, u32 pid, str stat, status, cmdline, cgroup, then one str a namespace link
  ABSENT = 0x52,         // u64 ns, u32 pid
  WALK_BEGIN = 0x53,     // u64 ns
  WALK_END = 0x54,       // u64 ns
  MOUNTS = 0x55,         // u64 ns, u32 pid, str namespace, str text
  HOSTNAME = 0x56,       // u64 ns, u32 pid, str namespace, str text
  CGROUP = 0x57,         // u64 ns, str path, u32 count, each str name, str text
  LAYER = 0x59,          // u64 ns, u32 pid, str namespace, path, real path, u32 errno; u8 flags (1 first part, 2 last, 4 cut), u64 fingerprint, then entries: str path, stat, u8 marks (1 opaque, 2 metacopy, 4 origin), str redirect, target
  DONE = 0x58,           // empty: the request with this id is answered
};

/** Which of a docker client's streams OP_RUN lends to its program. */
enum { LENDS_STDIN = 1, LENDS_STDOUT = 2 };

enum { // operations: their arguments, their value
  OP_MKDIR = 1, // str path, u32 mode, u8 parents
  OP_WRITE,     // str path, u32 mode, u8 flags (1 append, 2 exclusive), u32 total bytes, first bytes
  OP_READ,      // str path, u64 offset, u64 length; chunks
  OP_LIST,      // str path; chunks of entries: str name, stat, str target
  OP_STAT,      // str path, u8 follow; u32 mode, uid, gid, u64 size, u32 links, u64 inode, f64 mtime, u32 major, minor
  OP_READLINK,  // str path; text
  OP_REMOVE,    // str path, u8 recursive
  OP_RENAME,    // str from, str to
  OP_SYMLINK,   // str target, str path
  OP_LINK,      // str target, str path
  OP_MKNOD,     // str path, u32 mode, major, minor
  OP_CHMOD,     // str path, u32 mode
  OP_CHOWN,     // str path, u32 uid, u32 gid
  OP_UTIMES,    // str path, f64 mtime
  OP_SETXATTR,  // str path, str name, rest value
  OP_GETXATTR,  // str path, str name; value
  OP_MOUNT,     // str source, target, type, u32 flags, str data
  OP_UMOUNT,    // str target, u32 flags
  OP_KILL,      // i32 pid, u32 signal
  OP_STATFS,    // str path; f64 total, free, files, files free
  OP_RUN,       // u32 timeout ms (0: none), u32 limit, str cwd, list argv, u8 has env, list env, u32 client, u8 lends, u32 stdin bytes, first bytes; u32 exit, u8 truncated
  OP_DIAL,      // str address, u32 timeout ms (0: none), u32 limit, u32 bytes to send, first bytes; chunks
  OP_NETWORK,   // str path of a network namespace, list of paths of others; chunks of text
};

#endif
